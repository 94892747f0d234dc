export const words = {
  approve: (title: string) => `Approve ${title}`,
  submit: 'Approve',
  comment: 'Comment (optional)',
  askedWith: 'Approve…',
  role: { operator: 'Needs an operator', editor: 'Needs an editor', admin: 'Needs an administrator' },
}
