import type { Shell } from './example.ts'

/** The body of a job, written for both shells. */
export const script = (shell: Shell, code: Record<Shell, string>) => ({ kind: 'script' as const, script: code[shell] })
