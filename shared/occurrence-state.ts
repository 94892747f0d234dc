/** The outcomes of an occurrence, and the reasons for them. */
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

/** What a person reads for the reason of an outcome. */
export const occurrenceReasonText: Record<OccurrenceReason, string> = {
  asleep: 'the computer was asleep',
  closed: 'LocalFlow was not running',
  'clock-set': 'the clock was set past this time',
  busy: 'LocalFlow was blocked',
  'too-late': 'it was later than its schedule allows',
  'over-cap': 'its schedule catches up on fewer occurrences than were missed',
  'newer-ran': 'a later occurrence ran in its place',
  asked: 'a person skipped it',
  paused: 'its schedule was paused',
  'all-paused': 'all automatic runs were paused',
  'turned-off': 'its schedule was disabled',
  'job-off': 'its job was disabled',
  refused: 'its job or its queue refused the run',
  forgotten: 'LocalFlow recorded no outcome, which is a bug: report it',
}
