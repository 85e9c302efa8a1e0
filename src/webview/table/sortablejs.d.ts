/** Moves columns for SlickGrid, which looks for it among the globals and needs no more of it here than that it is there. */
declare module 'sortablejs' {
  const Sortable: object;
  export default Sortable;
}
