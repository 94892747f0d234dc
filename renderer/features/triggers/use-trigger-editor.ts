import { useLocation } from 'wouter'
import { type JobTrigger, TriggerDraft } from '../../../shared/model/trigger.ts'
import { api, client, codeOf, issuesOf, messageOf } from '../../api/client.ts'
import { type Checked, type Editor, useEditor } from '../../editor/use-editor.ts'
import { rememberMade } from '../../made.ts'
import type { Problems } from '../../ui/problems.ts'
import { followedName, nameOf } from './actions.ts'
import { check, type Form, fieldAt, formOf, newForm } from './form.ts'
import { words } from './words.ts'

/** The form of a trigger of a job, or of a new one. `saved`: the form of the stored trigger. */
export function useTriggerEditor(
  trigger: JobTrigger | null,
  isDeleted: boolean,
  saved: Form | null,
  jobId: string,
): Editor<JobTrigger, Form> {
  const [, go] = useLocation()
  return useEditor<JobTrigger, Form, TriggerDraft>({
    kind: 'trigger',
    stored: trigger,
    isDeleted,
    parentId: jobId,
    saved,
    initial: newForm,
    check: (form) => withJobId(check(form), trigger, saved),
    formOf: async (stored, sent) => formOf(stored, sent === null ? await followedName(stored) : sent.job.trim()),
    draftOf: (stored) => TriggerDraft.parse(stored),
    nameOf,
    create: (draft) => client.triggers.create({ job: jobId, ...draft }),
    update: (id, draft, expected) => client.triggers.update({ id, ...draft, ...expected }),
    newest: (id) => client.triggers.get({ id }),
    restore: (id) => client.triggers.restore({ id }),
    cacheKey: (id) => api.triggers.get.queryKey({ input: { id } }),
    staleKey: api.triggers.key(),
    problemsOf,
    savedText: (_, isNew) => (isNew ? words.added : words.saved),
    // The URL of a webhook is needed next.
    created: ({ id, on }) => {
      if (on.kind !== 'webhook') rememberMade(id)
      go(on.kind === 'webhook' ? `/triggers/${id}` : `/jobs/${jobId}?tab=triggers`)
    },
  })
}

/** A stored trigger has the id of the job that it follows, the form its name. */
function withJobId(checked: Checked<TriggerDraft>, trigger: JobTrigger | null, saved: Form | null): Checked<TriggerDraft> {
  const { draft } = checked
  if (draft?.on.kind !== 'after' || trigger?.on.kind !== 'after' || draft.on.job !== saved?.job) return checked
  return { draft: { ...draft, on: { ...draft.on, job: trigger.on.job } }, problems: null }
}

function problemsOf(error: unknown, { kind }: Form): Problems {
  if (codeOf(error) === 'not-found' && kind === 'after') return { job: messageOf(error) }
  return Object.fromEntries(Object.keys(issuesOf(error)).map((path) => [fieldAt(path), messageOf(error)]))
}
