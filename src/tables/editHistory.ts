/** What people did to a table, so that it can be undone and done again. The oldest is forgotten beyond `most`. */
export class EditHistory<Edit> {
  private readonly done: Edit[] = [];
  private undone: Edit[] = [];

  constructor(private readonly most = 200) {}

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Something was done; what had been undone can't be done again. */
  add(edit: Edit): void {
    this.done.push(edit);
    if (this.done.length > this.most) this.done.shift();
    this.undone = [];
  }

  /** The last thing that was done, which is to be undone now. */
  undo(): Edit | undefined {
    const edit = this.done.pop();
    if (edit !== undefined) this.undone.push(edit);
    return edit;
  }

  /** The last thing that was undone, which is to be done again now. */
  redo(): Edit | undefined {
    const edit = this.undone.pop();
    if (edit !== undefined) this.done.push(edit);
    return edit;
  }

  /** Forgets everything: all edits were thrown away. Those that were sent can still be taken back, by edits that put back what was before. */
  clear(): void {
    this.done.length = 0;
    this.undone = [];
  }
}
