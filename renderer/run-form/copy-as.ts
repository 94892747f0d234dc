import type { Params } from '../../shared/model/params.ts'
import { curlText, lfText } from '../../shared/params/command-text.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { client } from '../api/client.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import { words } from './words.ts'

/** Copies a command that starts a run of the job with these values. */
export async function copyAs(form: 'lf' | 'curl', job: string, schema: ParamSchema, values: Params): Promise<void> {
  try {
    const text =
      form === 'lf'
        ? lfText(job, schema, values)
        : curlText((await client.system.info()).address ?? 'http://127.0.0.1', job, schema, values)
    await navigator.clipboard.writeText(text)
    toast(words.copied)
  } catch (error) {
    toastError(words.notCopied, error)
  }
}
