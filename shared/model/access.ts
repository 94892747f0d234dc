/** What a caller may do, from least to most: read, run and decide, define, and everything else. */
export const roles = ['viewer', 'operator', 'editor', 'admin'] as const
export type Role = (typeof roles)[number]

/** Who may be asked for an approval. A viewer decides nothing. */
export const approverRoles = ['operator', 'editor', 'admin'] as const satisfies Role[]

export const accessObjects = [
  'run',
  'log',
  'file',
  'task',
  'queue',
  'job',
  'definition',
  'flow',
  'approval',
  'pipeline',
  'schedule',
  'backfill',
  'alert',
  'trigger',
  'worker',
  'secret',
  'state',
  'setting',
  'preference',
  'import',
  'system',
] as const
export type AccessObject = (typeof accessObjects)[number]

/** The least role for a call, and what the call acts on. */
export type Access = { role: Role; object: AccessObject }

export const isAtLeast = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least)
