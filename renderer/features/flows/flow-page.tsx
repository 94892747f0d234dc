import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { completeAt } from '../../../shared/flow/completion/complete.ts'
import { readDefinition } from '../../../shared/flow/read.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, client } from '../../api/client.ts'
import { NewerVersion } from '../../conflict/newer-version.tsx'
import { EditorWaiting } from '../../editor-waiting.tsx'
import { SourceForm } from '../../source-editor/source-form.tsx'
import { type Source, type StoredSource, useSource } from '../../source-editor/use-source.ts'
import { Button } from '../../ui/button.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { FlowActions } from './flow-actions.tsx'
import { FlowSide } from './flow-side.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { StartDialog } from './start-dialog.tsx'
import { starter } from './starter.ts'

const queryKey = api.flows.key()

export function FlowPage({ id: encoded }: { id: string }) {
  const id = decodeURIComponent(encoded)
  const query = useQuery({ ...api.flows.get.queryOptions({ input: { ref: id } }), enabled: id !== 'new' })
  if (id === 'new') return <FlowEditor flow={null} />
  if (query.data) return <FlowEditor flow={query.data} />
  return <EditorWaiting title="Flow" error={query.error} what="This flow" retry={() => void query.refetch()} />
}

/** A flow as text, and beside it as a drawing. */
function FlowEditor({ flow }: { flow: FlowDetail | null }) {
  const [, go] = useLocation()
  const asked = useSearch()
  const [open, setOpen] = useState<'publish' | 'start' | null>(null)
  const wantsStart = asked === 'start' && flow !== null && flow.version !== null
  useEffect(() => {
    if (!wantsStart) return
    setOpen('start')
    go(`/flows/${flow.id}`, { replace: true })
  }, [wantsStart, flow, go])
  const askedVersion = /^version=(\d+)$/.exec(asked)?.[1]
  const editing = useSource({
    noun: 'flow',
    stored: useMemo(() => flow && asSource(flow), [flow]),
    starter,
    queryKey,
    create,
    update,
    newest,
  })
  const { form, edit, isChanged, isOutdated, discard, busy, save } = editing
  const source = useDebounced(form.source)
  const { definition, problems } = useMemo(() => readDefinition(source), [source])

  const saveDraft = useCallback(() => void save().then((by) => by === 'mine' && toast('Draft saved')), [save])
  const saveAndPublish = async () => {
    if ((!isChanged && flow) || (await save())) setOpen('publish')
  }
  useKeys({ save: saveDraft })

  return (
    <Page
      title={flow?.name ?? 'New flow'}
      heading={<Crumbs way={[['Flows', '/flows']]}>{flow?.name ?? 'New flow'}</Crumbs>}
      actions={
        <>
          {isOutdated && <NewerVersion onCompare={() => void save(true)} />}
          {flow && <span className="text-sm whitespace-nowrap text-ink-2">{standing(flow, isChanged)}</span>}
          {isChanged && flow && (
            <Button look="quiet" onClick={discard}>
              Discard
            </Button>
          )}
          <Button disabled={busy || !isChanged} onClick={saveDraft}>
            Save draft
          </Button>
          {flow && (
            <FlowActions
              flow={flow}
              canPublish={!busy && !problems.some(({ severity }) => severity === 'error')}
              onPublish={() => void saveAndPublish()}
              onStart={() => setOpen('start')}
              onGone={() => go('/flows')}
            />
          )}
        </>
      }
    >
      <SourceForm editing={editing} noun="flow" label="Definition" language="yaml" completions={completeAt} problems={problems}>
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

const create = async (written: Source) => asSource(await client.flows.create(written))
const update = async (id: string, written: Source, expected: { expectedUpdatedAt?: number }) =>
  asSource(await client.flows.update({ ref: id, ...written, ...expected }))
const newest = async (id: string) => asSource(await client.flows.get({ ref: id }))

const asSource = ({ id, name, draft, updatedAt }: FlowDetail): StoredSource => ({ id, name, source: draft, updatedAt })

function standing({ version, hasDraft }: FlowDetail, isChanged: boolean): string {
  if (isChanged) return 'Not saved'
  if (version === null) return 'Not published'
  return hasDraft ? `Version ${version}, and a draft` : `Version ${version}`
}
