/** Stored names of events that say little to a person, and their titles. */
const titles = new Map([
  ['flow began', 'flow started'],
  ['went on', 'continued'],
  ['goes on', 'continued'],
  ['items began', 'items started'],
  ['child began', 'inner run started'],
  ['child ended', 'inner run ended'],
  ['asks', 'asked for a decision'],
  ['state read', 'state of earlier runs read'],
  ['gave up', 'run failed'],
  ['many steps', 'many nodes entered'],
  ['stop asked', 'stop requested'],
  ['conditions hold', 'conditions met'],
])

/** An event as lists show it. Its stored name, which JSON and exported histories have, never changes. */
export function eventTitle({ type, data }: { type: string; data: unknown }): string {
  const { value } = (data ?? {}) as { value?: unknown }
  if (type === 'decided' && typeof value === 'boolean') return value ? 'approved' : 'rejected'
  return titles.get(type) ?? type
}
