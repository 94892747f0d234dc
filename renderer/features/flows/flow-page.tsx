import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Play, Trash2, Upload } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { completeAt } from '../../../shared/flow/completion/complete.ts'
import { readDefinition } from '../../../shared/flow/read.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, client } from '../../api/client.ts'
import { EditorWaiting } from '../../editor-waiting.tsx'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import { SourceForm } from '../../source-editor/source-form.tsx'
import { type Source, type StoredSource, useSource } from '../../source-editor/use-source.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { toast } from '../../ui/toasts.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { removeFlow } from './actions.ts'
import { PublishDialog } from './publish-dialog.tsx'
import { StartDialog } from './start-dialog.tsx'
import { starter } from './starter.ts'
import { Versions } from './versions.tsx'

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
  const [side, setSide] = useState<'graph' | 'versions'>(askedVersion === undefined ? 'graph' : 'versions')
  const [chosen, choose] = useState<string | null>(null)
  const editing = useSource({
    noun: 'flow',
    stored: useMemo(() => flow && asSource(flow), [flow]),
    starter,
    queryKey,
    create,
    update,
    newest,
  })
  const { form, edit, isChanged, discard, busy, save } = editing
  const source = useSettled(form.source)
  const { definition, problems } = useMemo(() => readDefinition(source), [source])
  // While what is typed is wrong, the last drawing that was right stays.
  const [drawn, setDrawn] = useState(definition)
  useEffect(() => {
    if (definition) setDrawn(definition)
  }, [definition])

  const saveDraft = useCallback(() => void save().then((saved) => saved && toast('Draft saved')), [save])
  const saveAndPublish = async () => {
    if ((!isChanged && flow) || (await save())) setOpen('publish')
  }
  useShortcuts(useMemo(() => ({ 'mod+s': saveDraft }), [saveDraft]))

  return (
    <Page
      title={flow?.name ?? 'New flow'}
      heading={<Crumbs way={[['Flows', '/flows']]}>{flow?.name ?? 'New flow'}</Crumbs>}
      actions={
        <>
          {flow && <span className="text-sm text-ink-2">{standing(flow, isChanged)}</span>}
          {isChanged && flow && (
            <Button look="quiet" onClick={discard}>
              Discard
            </Button>
          )}
          <Button disabled={busy || !isChanged} onClick={saveDraft}>
            Save draft
          </Button>
          {flow && (
            <>
              <Button
                disabled={busy || problems.some(({ severity }) => severity === 'error')}
                onClick={() => void saveAndPublish()}
              >
                <Upload aria-hidden="true" className="size-3.5" />
                Publish
              </Button>
              <Button look="primary" disabled={flow.version === null} onClick={() => setOpen('start')}>
                <Play aria-hidden="true" className="size-3.5" />
                Start
              </Button>
              <Menu
                trigger={
                  <IconButton label="More">
                    <Ellipsis aria-hidden="true" className="size-4" />
                  </IconButton>
                }
              >
                <MenuItem onSelect={() => void removeFlow(flow).then((removed) => removed && go('/flows'))}>
                  <Trash2 aria-hidden="true" className="size-3.5" />
                  Delete
                </MenuItem>
              </Menu>
            </>
          )}
        </>
      }
    >
      <SourceForm editing={editing} noun="flow" label="Definition" language="yaml" completions={completeAt} problems={problems}>
        <div className="flex min-w-0 flex-1 flex-col">
          {flow && (
            <div className="flex gap-2 border-b border-rule px-3 py-2">
              <Chip on={side === 'graph'} onClick={() => setSide('graph')}>
                Graph
              </Chip>
              <Chip on={side === 'versions'} onClick={() => setSide('versions')}>
                Versions
              </Chip>
            </div>
          )}
          <div className="min-h-0 flex-1">
            {flow && side === 'versions' ? (
              <Versions
                flow={flow}
                asked={askedVersion === undefined ? null : Number(askedVersion)}
                source={form.source}
                onRestore={(text) => edit({ source: text })}
              />
            ) : drawn ? (
              <FlowGraph graph={drawn} views={null} chosen={chosen} onChoose={choose} />
            ) : (
              <Empty title="Nothing to draw yet">The graph is drawn as soon as the definition has no errors.</Empty>
            )}
          </div>
        </div>
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
