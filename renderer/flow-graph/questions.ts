/** What a person answers: whether something may go on, or whether it was done. */
export type Question = { yes: string; no: string; said: (yes: boolean) => string }

export const approval: Question = { yes: 'Approve', no: 'Reject', said: (yes) => (yes ? 'Approved' : 'Rejected') }

/** Of what was cut off and is not done twice. */
export const wasItDone: Question = {
  yes: 'It was done',
  no: 'It was not',
  said: (yes) => (yes ? 'Noted: it was done' : 'Noted: it was not done'),
}
