export const words = {
  close: 'Close details',
  width: 'Width of the panel',
}
