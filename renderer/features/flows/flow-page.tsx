import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { completeAt } from '../../../shared/flow/completion/complete.ts'
import { readDefinition } from '../../../shared/flow/read.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, client, isMissing } from '../../api/client.ts'
import { EditorNotice } from '../../editor/editor-notice.tsx'
import { EditorMissing, EditorWaiting } from '../../editor/editor-waiting.tsx'
import { useInstance } from '../../editor/instance.ts'
import { saveButtons } from '../../editor/save-buttons.ts'
import { FavoriteStar } from '../../favorites/favorite-star.tsx'
import { SourceForm } from '../../source-editor/source-form.tsx'
import { useSourceEditor } from '../../source-editor/use-source-editor.ts'
import { Crumbs } from '../../ui/crumbs.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { definitionWords } from '../../words.ts'
import { flowButtons, flowMenu } from './flow-actions.ts'
import { FlowSide } from './flow-side.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { StartDialog } from './start-dialog.tsx'
import { starter, words } from './words.ts'

export function FlowPage({ id: encoded }: { id: string }) {
  const id = decodeURIComponent(encoded)
  const query = useQuery({ ...api.flows.get.queryOptions({ input: { ref: id } }), enabled: id !== 'new' })
  const instance = useInstance(id)
  if (id === 'new') return <FlowEditor key={instance} flow={null} isDeleted={false} />
  // A run names its flow, and a name may change while the page is open.
  if (query.data && query.data.id !== id) return <Redirect to={`/flows/${query.data.id}${location.search}`} replace />
  if (query.data) return <FlowEditor key={instance} flow={query.data} isDeleted={isMissing(query.error)} />
  return <EditorWaiting title={words.flow} error={query.error} kind="flow" retry={() => void query.refetch()} />
}

/** A flow as text, and beside it as a drawing. */
function FlowEditor({ flow, isDeleted }: { flow: FlowDetail | null; isDeleted: boolean }) {
  const [, go] = useLocation()
  const asked = useSearch()
  const [open, setOpen] = useState<'publish' | 'start' | null>(null)
  const wantsStart = asked === 'start' && flow !== null && flow.version !== null
  useEffect(() => {
    if (!wantsStart) return
    setOpen('start')
    go(`/flows/${flow.id}`, { replace: true })
  }, [wantsStart, flow, go])
  const askedVersion = /(?:^|&)version=(\d+)(?:&|$)/.exec(asked)?.[1]
  const editor = useFlowEditor(flow, isDeleted)
  const { form, edit, isChanged, isBusy, save } = editor
  const source = useDebounced(form.source)
  const { definition, problems } = useMemo(() => readDefinition(source), [source])

  const publish = async () => {
    if ((!isChanged && flow) || (await save())) setOpen('publish')
  }
  useKeys({ save: () => void save() })

  const canPublish = !isBusy && !problems.some(({ severity }) => severity === 'error')
  if (editor.isGone) return <EditorMissing title={words.flow} kind="flow" />
  return (
    <Page
      title={flow?.name ?? words.newFlow}
      heading={<Heading flow={flow} isChanged={isChanged} />}
      mark={flow && <FavoriteStar kind="flow" id={flow.id} name={flow.name} />}
      actions={
        <HeaderActions
          buttons={[
            ...saveButtons(editor, words.saveDraft, flow ? 'plain' : 'primary'),
            ...(flow ? flowButtons(flow, { canPublish, onPublish: publish, onRun: () => setOpen('start') }) : []),
          ]}
          menu={flow ? flowMenu(flow, () => go('/flows')) : []}
        />
      }
      notice={<EditorNotice editor={editor} />}
    >
      <SourceForm
        editor={editor}
        kind="flow"
        label={words.definition}
        language="yaml"
        completions={completeAt}
        problems={problems}
      >
        <FlowSide
          flow={flow}
          asked={askedVersion}
          source={form.source}
          definition={definition}
          onRestore={(text) => edit({ source: text })}
        />
      </SourceForm>
      {flow && open === 'publish' && <PublishDialog flow={flow} onClose={() => setOpen(null)} />}
      {flow && open === 'start' && <StartDialog flow={flow} onClose={() => setOpen(null)} />}
    </Page>
  )
}

const Heading = ({ flow, isChanged }: { flow: FlowDetail | null; isChanged: boolean }) => (
  <Crumbs
    way={[[words.title, '/flows']]}
    note={flow && (isChanged ? words.notSaved : words.standing(flow.version, flow.hasDraft))}
  >
    {flow?.name ?? words.newFlow}
  </Crumbs>
)

const useFlowEditor = (flow: FlowDetail | null, isDeleted: boolean) =>
  useSourceEditor<FlowDetail>({
    kind: 'flow',
    stored: flow,
    isDeleted,
    sourceOf: ({ draft }) => draft,
    starter,
    create: (written) => client.flows.create(written),
    update: (ref, written, expected) => client.flows.update({ ref, ...written, ...expected }),
    newest: (ref) => client.flows.get({ ref }),
    restore: (ref) => client.flows.restore({ ref }),
    cacheKey: (ref) => api.flows.get.queryKey({ input: { ref } }),
    staleKey: api.flows.key(),
    savedText: ({ name }, isNew) => (isNew ? definitionWords.created(name) : words.savedDraft),
  })
