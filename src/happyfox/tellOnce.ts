import { codeOf } from '../disk/absence';

/** Survives what files refuse, and tells the first refusal alone: those after it say nothing new. */
export class TellOnce {
  readonly #tell: (code: string) => void;
  #told = false;

  /** @param tell is given the code of the error, e.g. `EACCES` */
  constructor(tell: (code: string) => void) {
    this.#tell = tell;
  }

  /** What `work` returns; undefined where it throws. */
  attempt<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.tell(codeOf(error) ?? String(error));
      return undefined;
    }
  }

  tell(code: string): void {
    if (this.#told) return;
    this.#told = true;
    this.#tell(code);
  }
}
