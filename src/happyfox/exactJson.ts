declare global {
  interface JSON {
    /** A value that `stringify` writes as this very text, which is a JSON scalar. */
    rawJSON(text: string): unknown;
    parse(
      text: string,
      reviver: (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
  }
}

/** Numbers of 16 characters or more, with exponents or with zeros at the end: all others are the same once they are read and written again. */
const maySuffer = /[:,[]\s*-?\d(?:[\d.]{15}|[\d.]*(?:[eE]|\.\d*0(?!\d)))/;

/** Keys whose values are texts, whatever they look like. */
const textKeys: ReadonlySet<string> = new Set(['display_id', 'name', 'text', 'label', 'email', 'phone', 'number']);
const textTypes: ReadonlySet<string> = new Set(['text', 'textarea']);

/**
 * Parses JSON so that no digit is lost: a number that JavaScript can't hold becomes a string of its digits, and so does one that stands
 * for a text and would be spelled otherwise, such as 1.10. Throws `SyntaxError`.
 */
export function parseExactly(text: string): unknown {
  if (!maySuffer.test(text)) return JSON.parse(text);
  return JSON.parse(text, function (key, value, { source }) {
    if (typeof value !== 'number' || source === undefined || String(value) === source) return value;
    return isText(key, this) || decimal(String(value)) !== decimal(source) ? source : value;
  });
}

function isText(key: string, holder: unknown): boolean {
  if (textKeys.has(key)) return true;
  if (key !== 'value' || typeof holder !== 'object' || holder === null) return false;
  return !('type' in holder) || textTypes.has(String(holder.type).toLowerCase());
}

/** A number in one spelling: its digits without zeros around them, and its exponent. */
function decimal(spelled: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(spelled);
  if (!parts) return spelled;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  return `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}
