import { useQuery } from '@tanstack/react-query'
import { Copy, Ellipsis, Play, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { linksOf } from '../../../shared/pipeline/graph.ts'
import { knownFields, type Manifest } from '../../../shared/pipeline/manifest.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { api, client, codeOf, issuesOf, messageOf, queryClient } from '../../api/client.ts'
import { EditorWaiting } from '../../editor-waiting.tsx'
import { ProblemList } from '../../problem-list.tsx'
import { Status } from '../../run-status.tsx'
import { StepGraph } from '../../step-graph/graph.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Ago } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { useEdited } from '../../ui/use-edited.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { removePipeline } from './actions.ts'
import { RunDialog } from './run-dialog.tsx'
import { starter } from './starter.ts'

type Form = { name: string; source: string }

const words = [...new Set([...Object.values(knownFields).flat(), 'OUTPUT_DIR', 'INPUT_FILE', 'INPUT_NAME'])].sort()

export function PipelinePage({ id: encoded }: { id: string }) {
  const id = decodeURIComponent(encoded)
  const query = useQuery({ ...api.pipelines.get.queryOptions({ input: { ref: id } }), enabled: id !== 'new' })
  if (id === 'new') return <PipelineEditor pipeline={null} />
  if (query.data) return <PipelineEditor pipeline={query.data} />
  return <EditorWaiting title="Pipeline" error={query.error} what="This pipeline" retry={() => void query.refetch()} />
}

/** A manifest as text, and beside it its steps. */
function PipelineEditor({ pipeline }: { pipeline: PipelineDetail | null }) {
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const [running, setRunning] = useState(false)
  const [cursor, setCursor] = useState<{ line: number; column: number; times: number } | null>(null)
  const saved = useMemo(() => (pipeline ? { name: pipeline.name, source: pipeline.source } : null), [pipeline])
  const { form, edit, isChanged, shown, show, root, base, rebase, keep, discard } = useEdited<Form>(
    saved,
    pipeline?.updatedAt,
    busy,
    newForm,
  )
  const source = useSettled(form.source)
  const { manifest, problems } = useMemo(() => readManifest(source), [source])
  const isOfFile = pipeline !== null && pipeline.path !== null

  const save = useCallback(async (): Promise<PipelineDetail | null> => {
    if (form.name.trim() === '') {
      show({ name: 'give the pipeline a name' })
      return null
    }
    setBusy(true)
    const name = form.name.trim()
    try {
      const stored = pipeline
        ? await client.pipelines.update({
            ref: pipeline.id,
            name,
            source: form.source,
            ...(base === undefined ? {} : { expectedUpdatedAt: base }),
          })
        : await client.pipelines.create({ name, source: form.source })
      await queryClient.invalidateQueries({ queryKey: api.pipelines.key() })
      keep({ name: stored.name, source: stored.source }, form)
      rebase(stored.updatedAt)
      if (!pipeline) go(`/pipelines/${stored.id}`, { replace: true })
      return stored
    } catch (error) {
      show(issuesOf(error))
      if (codeOf(error) === 'conflict' && pipeline && messageOf(error).includes('meanwhile')) {
        toastError('It was not saved: it was changed meanwhile. Saving once more replaces that.', error)
        rebase((await client.pipelines.get({ ref: pipeline.id })).updatedAt)
      } else toastError('It was not saved', error)
      return null
    } finally {
      setBusy(false)
    }
  }, [base, form, go, keep, pipeline, rebase, show])

  const saveNow = useCallback(() => void save().then((stored) => stored && toast('Pipeline saved')), [save])
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
      <form ref={root} onSubmit={(event) => event.preventDefault()} className="flex min-h-0 flex-1">
        <div className="flex w-1/2 min-w-0 flex-col gap-2 border-r border-rule p-3">
          <div>
            <TextInput
              aria-label="Name"
              aria-invalid={shown['name'] !== undefined || undefined}
              placeholder="Name of the pipeline"
              maxLength={120}
              value={form.name}
              onChange={(name) => edit({ name })}
            />
            {shown['name'] && <p className="mt-1 text-sm text-bad">{shown['name']}</p>}
          </div>
          <div className="min-h-0 flex-1">
            <CodeEditor
              value={form.source}
              language="toml"
              label="Manifest"
              invalid={false}
              words={words}
              cursor={cursor}
              readOnly={isOfFile}
              onChange={(next) => edit({ source: next })}
            />
          </div>
          <ProblemList
            problems={problems}
            onChoose={({ line, column }) =>
              line !== undefined && setCursor((old) => ({ line, column: column ?? 1, times: (old?.times ?? 0) + 1 }))
            }
          />
        </div>
        <Side pipeline={pipeline} manifest={manifest} />
      </form>
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
    refetchInterval: ({ state }) => (state.data?.run.endedAt === null ? 1_000 : false),
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

const newForm = (): Form => ({ name: '', source: starter })
