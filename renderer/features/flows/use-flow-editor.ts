import { useCallback, useState } from 'react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, attempt, client, queryClient } from '../../api/client.ts'
import { useFlowText } from '../../flow-editor/use-flow-text.ts'
import { keepMerged, resolveFlow } from '../../flow-merge/resolve.ts'
import { namePause, textPause, useAutosave } from '../../flow-merge/use-autosave.ts'
import { useSourceEditor } from '../../source-editor/use-source-editor.ts'
import { toast } from '../../ui/toasts.tsx'
import { definitionWords } from '../../words.ts'
import { useFlowName } from './use-flow-name.ts'
import { starter, words } from './words.ts'

/** A flow that is edited: its name and text, saved as one types, and its graph. */
export function useFlowEditor(flow: FlowDetail | null, isDeleted: boolean) {
  // Nothing is saved by itself until the person has chosen between the two versions.
  const [isDeclined, setDeclined] = useState(false)
  const names = useFlowName(flow)
  const editor = useSourceEditor<FlowDetail>({
    kind: 'flow',
    stored: flow,
    isDeleted,
    sourceOf: ({ draft }) => draft,
    starter,
    create: (written) => client.flows.create(written),
    async update(ref, written, expected) {
      const stored = await names.save(written, (named) => client.flows.update({ ref, ...named, ...expected }))
      setDeclined(false)
      await keepMerged(ref)
      return stored
    },
    usableName: names.usable,
    async resolve(versions) {
      // Whoever is typing is told beside the text: a dialog would take the next letters.
      const resolved = versions.isQuiet ? null : await resolveFlow(versions)
      if (resolved === null) setDeclined(true)
      return resolved
    },
    newest: (ref) => client.flows.get({ ref }),
    restore: (ref) => client.flows.restore({ ref }),
    cacheKey: (ref) => api.flows.get.queryKey({ input: { ref } }),
    staleKey: api.flows.key(),
    savedText: ({ name }, isNew) => (isNew ? definitionWords.created(name) : words.savedDraft),
  })
  const { form, edit, isChanged, save } = editor
  const onText = useCallback((source: string) => edit({ source }), [edit])
  const flowText = useFlowText(form.source, onText, flow?.id ?? null)
  const saving = useAutosave(editor, flow !== null && !isDeclined, form.source === flow?.draft ? namePause : textPause)
  const saved = async (): Promise<boolean> => (!isChanged && flow !== null) || (await save()) !== null
  const keep = async (): Promise<void> => {
    if (flow === null || names.problemOf(form.name) !== undefined) {
      names.tryAgain()
      await save()
    }
    if (flow !== null && (await saved())) await keepDraft(flow)
  }
  return { editor, flowText, saving, saved, keep, nameProblem: editor.shown['name'] ?? names.problemOf(form.name) }
}

/** Keeps the saved draft apart from the published versions, so that it can be restored. */
async function keepDraft({ id, name }: FlowDetail): Promise<void> {
  const kept = await attempt(words.notKept(name), () => client.flows.keepDraft({ ref: id }))
  if (!kept) return
  toast(kept.isNew ? words.keptDraft : words.keptBefore)
  await queryClient.invalidateQueries({ queryKey: api.flows.drafts.key() })
}
