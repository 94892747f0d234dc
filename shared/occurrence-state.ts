/** What can become of a moment at which a schedule was due, and why. */
export const occurrenceOutcomes = ['ran', 'late', 'skipped', 'missed', 'coalesced'] as const
export type OccurrenceOutcome = (typeof occurrenceOutcomes)[number]

export const occurrenceReasons = [
  'asleep',
  'closed',
  'clock-set',
  'busy',
  'too-late',
  'over-cap',
  'newer-ran',
  'asked',
  'paused',
  'all-paused',
  'turned-off',
  'job-off',
  'refused',
  'forgotten',
] as const
export type OccurrenceReason = (typeof occurrenceReasons)[number]

/** The words a person reads for what became of a moment. */
export const occurrenceReasonText: Record<OccurrenceReason, string> = {
  asleep: 'the computer was asleep',
  closed: 'LocalFlow was not running',
  'clock-set': 'the clock was set past it',
  busy: 'LocalFlow was held up',
  'too-late': 'it was later than its schedule allows',
  'over-cap': 'more had been missed than its schedule catches up',
  'newer-ran': 'a later one ran in its place',
  asked: 'it was to be skipped',
  paused: 'its schedule was paused',
  'all-paused': 'everything was paused',
  'turned-off': 'its schedule was turned off',
  'job-off': 'its job was turned off',
  refused: 'its job or its queue took nothing in',
  forgotten: 'nothing was written down of it, which is a defect of LocalFlow: please report it',
}
