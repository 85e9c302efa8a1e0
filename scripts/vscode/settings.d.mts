/** Settings of a VS Code that reads nothing by itself. */
export const withoutBackground: Readonly<Record<string, unknown>>;

/** Writes the user settings of a new profile; those of a used one are its owner's. */
export function writeSettings(userData: string, settings?: Readonly<Record<string, unknown>>): void;
