export const words = {
  file: 'file',
  madeBy: 'Made by',
  run: (number: number) => `Run ${number}`,
  stored: 'Stored',
  hash: 'Hash',
  preview: 'Preview',
}
