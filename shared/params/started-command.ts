import type { Params } from '../model/params.ts'
import type { JobRunOptions } from '../model/run-options.ts'

export type CommandKind = 'job' | 'flow' | 'pipeline'
export type CommandOptions = Omit<JobRunOptions, 'at'> & { /** As it was written: `tomorrow 07:00`. */ at?: string | undefined }
/** What a command starts. `kind` is null where it does not say; secret values are never read. */
export type ReadCommand = { target: string; kind: CommandKind | null; params: Params; options: CommandOptions }
