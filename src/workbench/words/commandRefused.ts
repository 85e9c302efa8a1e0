/** Thrown by a command that can't do what was asked. Its message is the sentence a person sees. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}
