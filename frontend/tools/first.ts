interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** Everything that `from` imports, directly or not, but for what is fetched later. */
function reach(from: string, graph: Graph): Set<string> {
  const found = new Set([from]);
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  return found;
}

/**
 * One file for everything that the first screen needs. Left alone, the bundler makes a file of each set of modules that the
 * first screen shares with some later ones: fourteen files, and 3 KiB more than one.
 *
 * @param page the module that the page loads
 */
export function firstChunk(page: string): (id: string, graph: Graph) => string | null {
  let first: Set<string> | null = null;
  return (id, graph) => {
    first ??= reach(page, graph);
    return first.has(id) ? 'first' : null;
  };
}
