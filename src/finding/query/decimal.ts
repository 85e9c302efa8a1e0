/** A number as it is written, so that no digit is lost which JavaScript's numbers have no room for. */
export interface Decimal {
  /** The nearest number that JavaScript has; infinite where there is none. */
  readonly near: number;
  readonly text: string;
}

const form = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([+-]?\d+))?$/i;

/** The number that a text is, with a sign, a decimal point and an exponent if it likes: `16`, `007`, `-.5`, `1e-7`. */
export function decimalOf(text: string): Decimal | undefined {
  const written = text.replace('\u2212', '-');
  return form.test(written) ? { near: Number(written), text: written } : undefined;
}

/** Below 0, 0 or above it, as the first number is less, the same, or more. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  if (one.near !== other.near) return one.near < other.near ? -1 : 1;
  // So short and of such a size, no two numbers are nearest to the same.
  const isShort = one.text.length <= 15 && other.text.length <= 15;
  if (isShort && Number.isFinite(one.near) && Math.abs(one.near) > 1e-300) return 0;
  return compareExactly(partsOf(one.text), partsOf(other.text));
}

/** 0.DIGITS times ten to the power of `magnitude`; no zeros around the digits, none for 0. */
interface Parts {
  readonly sign: number;
  readonly digits: string;
  readonly magnitude: number;
}

function partsOf(text: string): Parts {
  const [, minus = '', whole = '', fraction = '', alone = '', exponent = '0'] = form.exec(text) ?? [];
  const all = whole + fraction + alone;
  const leading = /^0*/.exec(all)?.[0].length ?? 0;
  const digits = all.slice(leading).replace(/0+$/, '');
  if (digits === '') return { sign: 0, digits, magnitude: 0 };
  return { sign: minus === '-' ? -1 : 1, digits, magnitude: whole.length - leading + Number(exponent) };
}

function compareExactly(one: Parts, other: Parts): number {
  if (one.sign !== other.sign) return one.sign < other.sign ? -1 : 1;
  if (one.magnitude !== other.magnitude) return one.magnitude < other.magnitude ? -one.sign : one.sign;
  if (one.digits === other.digits) return 0;
  // Without zeros at the end, digits are in the order of texts.
  return one.digits < other.digits ? -one.sign : one.sign;
}
