/** Thrown where a turn is worth nothing any more, and nothing was sent: others may have its place in the budget, or what was read in it is old. Another turn is to be taken. */
export class TurnLapsed extends Error {
  override readonly name = 'TurnLapsed';

  constructor() {
    super('The turn has lapsed');
  }
}
