/** Runs something after so many milliseconds; the returned function stops that. */
export type Timer = (milliseconds: number, run: () => void) => () => void;

/** The machine's own. */
export const realTimer: Timer = (milliseconds, run) => {
  const timeout = setTimeout(run, milliseconds);
  return () => clearTimeout(timeout);
};
