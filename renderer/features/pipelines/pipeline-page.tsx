import { useQuery } from '@tanstack/react-query'
import { Copy, Ellipsis, Play, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { linksOf } from '../../../shared/pipeline/graph.ts'
import { knownFields, type Manifest } from '../../../shared/pipeline/manifest.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { api, client } from '../../api/client.ts'
import { EditorWaiting } from '../../editor-waiting.tsx'
import { Status } from '../../run-status.tsx'
import { SourceForm } from '../../source-editor/source-form.tsx'
import { type Source, useSource } from '../../source-editor/use-source.ts'
import { StepGraph } from '../../step-graph/graph.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Ago } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { removePipeline } from './actions.ts'
import { RunDialog } from './run-dialog.tsx'
import { starter } from './starter.ts'

const words = [...new Set([...Object.values(knownFields).flat(), 'OUTPUT_DIR', 'INPUT_FILE', 'INPUT_NAME'])].sort()
const queryKey = api.pipelines.key()

export function PipelinePage({ id: encoded }: { id: string }) {
  const id = decodeURIComponent(encoded)
  const query = useQuery({ ...api.pipelines.get.queryOptions({ input: { ref: id } }), enabled: id !== 'new' })
  if (id === 'new') return <PipelineEditor pipeline={null} />
  if (query.data) return <PipelineEditor pipeline={query.data} />
  return <EditorWaiting title="Pipeline" error={query.error} what="This pipeline" retry={() => void query.refetch()} />
}

const create = (written: Source) => client.pipelines.create(written)
const update = (id: string, written: Source, expected: { expectedUpdatedAt?: number }) =>
  client.pipelines.update({ ref: id, ...written, ...expected })
const newest = (id: string) => client.pipelines.get({ ref: id })

/** A manifest as text, and beside it its steps. */
function PipelineEditor({ pipeline }: { pipeline: PipelineDetail | null }) {
  const [, go] = useLocation()
  const [running, setRunning] = useState(false)
  const editing = useSource({
    noun: 'pipeline',
    stored: pipeline,
    starter,
    queryKey,
    create,
    update,
    newest,
  })
  const { form, isChanged, discard, busy, save } = editing
  const source = useSettled(form.source)
  const { manifest, problems } = useMemo(() => readManifest(source), [source])
  const isOfFile = pipeline !== null && pipeline.path !== null

  const saveNow = useCallback(() => void save().then((saved) => saved && toast('Pipeline saved')), [save])
  const run = async () => {
    if (!isChanged || (await save())) setRunning(true)
  }
  const duplicate = async () => {
    if (!pipeline) return
    try {
      const { id } = await client.pipelines.duplicate({ ref: pipeline.id })
      go(`/pipelines/${id}`)
    } catch (error) {
      toastError('It was not copied', error)
    }
  }
  useShortcuts(useMemo(() => ({ 'mod+s': saveNow }), [saveNow]))

  return (
    <Page
      title={pipeline?.name ?? 'New pipeline'}
      heading={<Crumbs way={[['Pipelines', '/pipelines']]}>{pipeline?.name ?? 'New pipeline'}</Crumbs>}
      actions={
        <>
          {isChanged && pipeline && (
            <Button look="quiet" onClick={discard}>
              Discard
            </Button>
          )}
          <Button disabled={busy || !isChanged} onClick={saveNow}>
            Save
          </Button>
          {pipeline && (
            <>
              <Button
                look="primary"
                disabled={busy || problems.some(({ severity }) => severity === 'error')}
                onClick={() => void run()}
              >
                <Play aria-hidden="true" className="size-3.5" />
                Run
              </Button>
              <Menu
                trigger={
                  <IconButton label="More">
                    <Ellipsis aria-hidden="true" className="size-4" />
                  </IconButton>
                }
              >
                <MenuItem onSelect={() => void duplicate()}>
                  <Copy aria-hidden="true" className="size-3.5" />
                  Duplicate
                </MenuItem>
                <MenuItem onSelect={() => void removePipeline(pipeline).then((removed) => removed && go('/pipelines'))}>
                  <Trash2 aria-hidden="true" className="size-3.5" />
                  Delete
                </MenuItem>
              </Menu>
            </>
          )}
        </>
      }
    >
      {isOfFile && (
        <p className="border-b border-rule px-4 py-1.5 text-sm text-ink-2">
          Read from <code className="font-mono">{pipeline.path}</code> whenever it runs: edit it there, or{' '}
          <button type="button" className="underline" onClick={() => void duplicate()}>
            make a copy here
          </button>
          .
        </p>
      )}
      <SourceForm
        editing={editing}
        noun="pipeline"
        label="Manifest"
        language="toml"
        completions={words}
        problems={problems}
        readOnly={isOfFile}
      >
        <Side pipeline={pipeline} manifest={manifest} />
      </SourceForm>
      {pipeline && running && <RunDialog pipeline={pipeline} onClose={() => setRunning(false)} />}
    </Page>
  )
}

/** The steps as they are written, with how they stood in the newest run; while what is typed is wrong, as they were last right. */
function Side({ pipeline, manifest }: { pipeline: PipelineDetail | null; manifest: Manifest | null }) {
  const [drawn, setDrawn] = useState(manifest)
  const [chosen, choose] = useState<string | null>(null)
  useEffect(() => {
    if (manifest) setDrawn(manifest)
  }, [manifest])
  const last = pipeline?.lastRuns.at(-1)
  const { data } = useQuery({
    ...api.pipelines.view.queryOptions({ input: { ref: last?.id ?? '' } }),
    enabled: last !== undefined,
  })
  const names = drawn?.steps.map(({ name }) => name) ?? []
  const links = useMemo(() => {
    const written = drawn ? linksOf(drawn) : []
    // Who writes a file that is named is known from the newest run.
    return written.flatMap((link) => {
      const found =
        link.from === null
          ? (data?.links.filter(({ from, to, file }) => from !== null && to === link.to && file === link.file) ?? [])
          : []
      return found.length > 0 ? found : [link]
    })
  }, [drawn, data])
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      {last && (
        <div className="flex items-center gap-2 border-b border-rule px-3 py-2 text-sm text-ink-2">
          Newest run
          <Link href={`/runs/${last.number}`} className="inline-flex items-center gap-1 hover:underline">
            <Status facts={last} /> run {last.number}
          </Link>
          {last.startedAt !== null && (
            <span className="text-ink-3">
              <Ago at={last.endedAt ?? last.startedAt} />
            </span>
          )}
        </div>
      )}
      <div className="min-h-0 flex-1">
        {drawn ? (
          <StepGraph names={names} links={links} views={data?.steps ?? null} chosen={chosen} onChoose={choose} />
        ) : (
          <Empty title="Nothing to draw yet">The steps are drawn as soon as the manifest has no errors.</Empty>
        )}
      </div>
    </div>
  )
}
