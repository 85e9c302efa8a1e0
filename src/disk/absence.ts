/** Whether an error of the file system says that there is no such file or folder. No other error says so: a file that can't be read may be full. */
export function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** The code of a file system's error, e.g. `EIO`; undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What `work` resolves with; undefined where the file or folder it is about is not there. Throws whatever else it throws. */
export async function unlessAbsent<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** The same of what is done at once. */
export function unlessAbsentNow<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Why something failed, in a word for the log, which must not have what people have typed. */
export function reasonOf(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
}
