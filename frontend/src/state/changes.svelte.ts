let count = $state(0);

/** Rises after every change of the local records: by this window, by a pull, or by another window. */
export const changes = {
  get count(): number {
    return count;
  },
};

export function noteChange(): void {
  count += 1;
}
