import type { Node } from './nodes';

/** Whether a command was handed a node of our tree. */
export function isNode(argument: unknown): argument is Node {
  return typeof argument === 'object' && argument !== null && 'kind' in argument && 'session' in argument;
}
