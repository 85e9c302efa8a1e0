/**
 * Tells whether a value of which nothing is known has a form. For what we have written ourselves: records, messages of other windows and of our
 * pages, package.json. Such a value is taken or not, and nobody is told what is wrong with it, which takes a schema.
 */
export type Form<Value> = (value: unknown) => value is Value;

/** What has a form. */
export type Formed<Known> = Known extends Form<infer Value> ? Value : never;

type Forms = Readonly<Record<string, Form<unknown>>>;

type ObjectOf<Required extends Forms> = { readonly [Key in keyof Required]: Formed<Required[Key]> };

type MaybeOf<Optional extends Forms> = { readonly [Key in keyof Optional]?: Formed<Optional[Key]> | undefined };

type Simple<Type> = { [Key in keyof Type]: Type[Key] };

export const text: Form<string> = (value) => typeof value === 'string';

export const truth: Form<boolean> = (value) => typeof value === 'boolean';

/** Any number that JSON can hold. */
export const number: Form<number> = (value): value is number => Number.isFinite(value);

/** A whole number that is held exactly. */
export const integer: Form<number> = (value): value is number => Number.isSafeInteger(value);

/** A whole number from 0 on. */
export const count: Form<number> = (value): value is number => integer(value) && value >= 0;

/** One of these words. */
export function oneOf<const Word extends string | number>(...words: readonly Word[]): Form<Word> {
  return (value): value is Word => words.some((word) => word === value);
}

/** A value that has one of these forms. */
export function anyOf<Known extends readonly Form<unknown>[]>(...forms: Known): Form<Formed<Known[number]>> {
  return (value): value is Formed<Known[number]> => forms.some((form) => form(value));
}

/** The same, or null. */
export function orNull<Value>(form: Form<Value>): Form<Value | null> {
  return (value): value is Value | null => value === null || form(value);
}

/** A list whose every entry has the form. */
export function listOf<Value>(form: Form<Value>): Form<readonly Value[]> {
  return (value): value is readonly Value[] => Array.isArray(value) && value.every(form);
}

/** An object of any keys, whose every value has the form. */
export function recordOf<Value>(form: Form<Value>): Form<Readonly<Record<string, Value>>> {
  return (value): value is Readonly<Record<string, Value>> =>
    isObject(value) && !Array.isArray(value) && Object.values(value).every(form);
}

/** An object that has these keys, and may have the optional ones. It may have others as well, which another version has written. */
export function objectOf<Required extends Forms>(required: Required): Form<ObjectOf<Required>>;
export function objectOf<Required extends Forms, Optional extends Forms>(
  required: Required,
  optional: Optional,
): Form<Simple<ObjectOf<Required> & MaybeOf<Optional>>>;
export function objectOf(required: Forms, optional: Forms = {}): Form<object> {
  const known = Object.entries(required);
  const maybe = Object.entries(optional);
  return (value): value is object =>
    isObject(value) &&
    known.every(([key, form]) => form(Reflect.get(value, key))) &&
    maybe.every(([key, form]) => Reflect.get(value, key) === undefined || form(Reflect.get(value, key)));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
