import { type JobTrigger, TriggerDraft } from '../../../shared/model/trigger.ts'
import { api, client, codeOf, issuesOf, messageOf } from '../../api/client.ts'
import { type Checked, type Editor, useEditor } from '../../editor/use-editor.ts'
import { rememberMade } from '../../made.ts'
import { addToJob, type Started } from '../../started/started.ts'
import type { Problems } from '../../ui/problems.ts'
import { followedName, nameOf } from './actions.ts'
import { check, type Form, fieldAt, formOf, newForm } from './form.ts'
import { words } from './words.ts'

type Given = {
  trigger: JobTrigger | null
  isDeleted: boolean
  /** The form of the stored trigger. */
  saved: Form | null
  started: Started
  onAdded(trigger: JobTrigger): void
}

/** The form of a trigger, or of a new one. */
export function useTriggerEditor({ trigger, isDeleted, saved, started, onAdded }: Given): Editor<JobTrigger, Form> {
  return useEditor<JobTrigger, Form, TriggerDraft>({
    kind: 'trigger',
    stored: trigger,
    isDeleted,
    parentId: started.id,
    saved,
    initial: newForm,
    check: (form) => withJobId(check(form), trigger, saved),
    formOf: async (stored, sent) => formOf(stored, sent === null ? await followedName(stored) : sent.job.trim()),
    draftOf: (stored) => TriggerDraft.parse(stored),
    nameOf,
    create: (draft) => addToJob(started, (job) => client.triggers.create({ job, ...draft })),
    update: (id, draft, expected) => client.triggers.update({ id, ...draft, ...expected }),
    newest: (id) => client.triggers.get({ id }),
    restore: (id) => client.triggers.restore({ id }),
    cacheKey: (id) => api.triggers.get.queryKey({ input: { id } }),
    staleKey: api.triggers.key(),
    problemsOf,
    savedText: (_, isNew) => (isNew ? words.added : words.saved),
    created: (added) => {
      if (added.on.kind !== 'webhook') rememberMade(added.id)
      onAdded(added)
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
