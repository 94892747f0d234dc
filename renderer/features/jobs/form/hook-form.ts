import { actionOf, type Hook, type HookAction, type HookEvent } from '../../../../shared/model/hook.ts'
import type { JobDraftInput } from '../../../../shared/model/job.ts'
import { joinWords, splitWords } from '../../../shell-words.ts'

/** A hook as the form holds it: what each kind of action runs is kept while a person makes up their mind. */
export type HookForm = {
  /** Tells the rows apart while they are moved and removed. */
  id: number
  on: HookEvent[]
  name: string
  action: HookAction
  job: string
  command: string
  script: string
  url: string
  body: string
  /** What the form has no fields for. */
  rest: Pick<Hook, 'interpreter' | 'method' | 'headers'>
}

type HookDraft = NonNullable<JobDraftInput['hooks']>[number]

let last = 0

export const newHook = (): HookForm => ({
  ...{ id: ++last, on: ['failure'], name: '', action: 'job', job: '', command: '', script: '', url: '', body: '', rest: {} },
})

/** Saved hooks of a job have the same ids at each reading, so that an unchanged form counts as unchanged. */
export const hookForms = (hooks: JobDraftInput['hooks']): HookForm[] =>
  (hooks ?? []).map((hook, index) => {
    const { on, name = '', job = '', command, args = [], script = '', url = '', body = '', ...rest } = hook
    return {
      ...{ id: -index - 1, name, job, script, url, body, rest: rest as HookForm['rest'] },
      on: (Array.isArray(on) ? on : [on]) as HookEvent[],
      action: actionOf(hook as Hook),
      command: command === undefined ? '' : joinWords([command, ...args]),
    }
  })

export function hookDraft({ on, name, action, job, command, script, url, body, rest }: HookForm): HookDraft {
  const common = { on, ...(name.trim() === '' ? {} : { name }) }
  const { interpreter, method, headers } = rest
  switch (action) {
    case 'job':
      return { ...common, job }
    case 'command': {
      const [program = '', ...args] = splitWords(command)
      return { ...common, command: program, ...(args.length === 0 ? {} : { args }) }
    }
    case 'script':
      return { ...common, script, ...(interpreter ? { interpreter } : {}) }
    case 'url':
      return {
        ...{ ...common, url, ...(body === '' ? {} : { body }) },
        ...{ ...(method ? { method } : {}), ...(headers ? { headers } : {}) },
      }
  }
}
