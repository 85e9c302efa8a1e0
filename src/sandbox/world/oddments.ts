import { choices, numbered } from './recipe';
import type { Recipe } from './recipe';

const ROOMS = ['Boardroom projector', 'Turing room camera kit', 'Lovelace room display'];

/** A type with a handful of assets. */
export const meetingRooms: Recipe = {
  type: { id: 8, name: 'Meeting Room Kit' },
  fields: [{ id: 120, name: 'Room', kind: 'text' }],
  share: 3,
  isFixed: true,
  make: (index) => {
    const name = ROOMS[index] ?? `Room kit ${index + 1}`;
    return { displayId: numbered('ROOM', index), name, values: { 120: name.split(' ')[0] ?? '' } };
  },
};

/** A type without fields and without assets. */
export const vehicles: Recipe = {
  type: { id: 10, name: 'Vehicle', description: null },
  fields: [],
  share: 0,
  isFixed: true,
  make: (index) => ({ displayId: numbered('VEH', index), name: `Van ${index + 1}`, values: {} }),
};

const COLOURS = choices(441, 'Black', 'Silver', 'White');

/** Accessories: the eleventh type, one more than a page of the default size. */
export const accessories: Recipe = {
  type: { id: 11, name: 'Accessory' },
  fields: [
    { id: 150, name: 'Colour', kind: 'dropdown', choices: COLOURS },
    { id: 151, name: 'Quantity', kind: 'number' },
  ],
  share: 23,
  make: (index, random) => ({
    displayId: numbered('ACC', index),
    name: random.pick(['USB-C dock', 'Headset', 'Webcam', 'Wireless keyboard', 'Privacy screen', 'Laptop bag']),
    values: { 150: random.pick(COLOURS).id, 151: random.between(1, 40) },
  }),
};
