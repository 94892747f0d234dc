import { useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import type { FlowDraft } from '../../../shared/model/flow-draft.ts'
import { api, attempt, client } from '../../api/client.ts'
import { ByActor } from '../../by-actor.tsx'
import { Button } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { Instant } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'
import { words } from './words.ts'

type Props = { flow: FlowDetail; source: string; onRestore(source: string): void }

/** Drafts that were kept with Ctrl S, or before two of them were merged; nothing without any. */
export function KeptDrafts({ flow, source, onRestore }: Props) {
  const { data } = useQuery(api.flows.drafts.queryOptions({ input: { ref: flow.id } }))
  if (!data || data.items.length === 0) return null
  const restore = async ({ number }: FlowDraft) => {
    const kept = await attempt(words.draftUnreadable, () => client.flows.draft({ ref: flow.id, number }))
    if (!kept) return
    onRestore(kept.source)
    toast(words.restoredDraft, { undo: () => onRestore(source) })
  }
  return (
    <section aria-label={words.drafts} className="p-4">
      <h2 className="mb-2 text-sm font-semibold">{words.drafts}</h2>
      <ul className="flex flex-col gap-2">
        {data.items.map((draft) => (
          <li key={draft.number} className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              <Name className="text-sm text-ink-2">{draft.note || words.noDraftNote}</Name>
              <span className="block truncate text-xs text-ink-3">
                <Instant at={draft.savedAt} /> <ByActor actor={draft.actor} />
              </span>
            </span>
            <Button small onClick={() => void restore(draft)}>
              <RotateCcw aria-hidden="true" className="size-3.5" />
              {words.restoreDraft}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
