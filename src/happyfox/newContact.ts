import type { NewContact } from './asset';

/** What somebody new is reached by: the e-mail, for want of that the phone. */
export function addressOf({ email, phone = '' }: Omit<NewContact, 'name'>): string {
  return email ?? phone;
}

/** The name that is sent for somebody new, since article §3's table requires one. */
export function nameSent(person: NewContact): string {
  return person.name ?? addressOf(person);
}

/** The digits of a phone number, by which the people of an account are searched. */
export function phoneDigits(phone: string): string {
  return phone.replace(/\D/g, '');
}

/** Whether a text looks like a phone number. */
export function isPhone(text: string): boolean {
  return /^\+?[\d\s()./-]+$/.test(text) && phoneDigits(text).length >= 3;
}
