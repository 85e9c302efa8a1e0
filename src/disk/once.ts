/** A log that is told each thing once: what fails at every write would fill it. */
export function once(warn: (line: string) => void): (line: string) => void {
  const told = new Set<string>();
  return (line) => {
    if (told.has(line)) return;
    told.add(line);
    warn(line);
  };
}
