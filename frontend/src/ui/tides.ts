/** Where the water stands in a round of radius 14 around (16, 16), for moods 1 to 5. */
const levels = [25, 20.5, 16, 11.5, 7];

/** The water of a mood as one path: a small wave on top, the rim of the circle below. */
export function waterPath(mood: number): string {
  const y = levels[mood - 1] ?? 16;
  const half = Math.sqrt(196 - (y - 16) ** 2);
  const left = round(16 - half);
  const right = round(16 + half);
  const large = y < 16 ? 1 : 0;
  return `M${left} ${y}Q${round(16 - half / 2)} ${y - 2.5} 16 ${y}T${right} ${y}A14 14 0 ${large} 1 ${left} ${y}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
