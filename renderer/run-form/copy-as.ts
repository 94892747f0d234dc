import type { Params } from '../../shared/model/params.ts'
import { curlText, lfText } from '../../shared/params/command-text.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { client } from '../api/client.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import type { RunOptions, Target } from './start.ts'
import { words } from './words.ts'

type Filled = { target: Target; schema: ParamSchema; values: Params; options: RunOptions }

/** Copies a command that starts a run with these values. */
export async function copyAs(form: 'lf' | 'curl', { target: { kind, name }, schema, values, options }: Filled): Promise<void> {
  try {
    await navigator.clipboard.writeText(
      form === 'lf'
        ? lfText(name, schema, values, options)
        : curlText(await address(), name, schema, values, { kind, ...options }),
    )
    toast(words.copied)
  } catch (error) {
    toastError(words.notCopied, error)
  }
}

async function address(): Promise<string> {
  const { address } = await client.system.info()
  if (address === null) throw new Error(words.noAddress)
  return address
}
