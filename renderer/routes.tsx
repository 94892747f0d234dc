import type { ReactNode } from 'react'
import { HomePage } from './features/home/home-page.tsx'
import { loadLater } from './load-later.tsx'
import { pageWords } from './words.ts'

const JobsPage = loadLater(() => import('./features/jobs/jobs-page.tsx').then(({ JobsPage }) => JobsPage))
const JobPlace = loadLater(() => import('./job-place.tsx').then(({ JobPlace }) => JobPlace))
const RunsPage = loadLater(() => import('./features/runs/runs-page.tsx').then(({ RunsPage }) => RunsPage))
const RunPage = loadLater(() => import('./features/runs/run-page.tsx').then(({ RunPage }) => RunPage))
const LogAddress = loadLater(() => import('./features/runs/log-address.tsx').then(({ LogAddress }) => LogAddress))
const SearchPage = loadLater(() => import('./features/runs/search/search-page.tsx').then(({ SearchPage }) => SearchPage))
const VersionsAddress = loadLater(() =>
  import('./features/jobs/versions-address.tsx').then(({ VersionsAddress }) => VersionsAddress),
)
const CalendarPage = loadLater(() => import('./features/calendar/calendar-page.tsx').then(({ CalendarPage }) => CalendarPage))
const SettingsPage = loadLater(() => import('./features/settings/settings-page.tsx').then(({ SettingsPage }) => SettingsPage))
const QueuePage = loadLater(() => import('./features/queue/queue-page.tsx').then(({ QueuePage }) => QueuePage))
const WorkersPage = loadLater(() => import('./features/workers/workers-page.tsx').then(({ WorkersPage }) => WorkersPage))

const schedulePages = () => import('./features/schedules/schedule-page.tsx')
const NewSchedulePage = loadLater(() => schedulePages().then(({ NewSchedulePage }) => NewSchedulePage))
const SchedulePage = loadLater(() => schedulePages().then(({ SchedulePage }) => SchedulePage))

const triggerPages = () => import('./features/triggers/trigger-page.tsx')
const NewTriggerPage = loadLater(() => triggerPages().then(({ NewTriggerPage }) => NewTriggerPage))
const TriggerPage = loadLater(() => triggerPages().then(({ TriggerPage }) => TriggerPage))

const FlowsPage = loadLater(() => import('./features/flows/flows-page.tsx').then(({ FlowsPage }) => FlowsPage))
const FlowPlace = loadLater(() => import('./flow-place.tsx').then(({ FlowPlace }) => FlowPlace))
const HistoryFilePage = loadLater(() =>
  import('./features/runs/history-file-page.tsx').then(({ HistoryFilePage }) => HistoryFilePage),
)
const PipelinesPage = loadLater(() =>
  import('./features/pipelines/pipelines-page.tsx').then(({ PipelinesPage }) => PipelinesPage),
)
const PipelinePlace = loadLater(() => import('./pipeline-place.tsx').then(({ PipelinePlace }) => PipelinePlace))
const ObjectsPage = loadLater(() => import('./features/objects/objects-page.tsx').then(({ ObjectsPage }) => ObjectsPage))
const ObjectPage = loadLater(() => import('./features/objects/object-page.tsx').then(({ ObjectPage }) => ObjectPage))
const TemplatesPage = loadLater(() =>
  import('./features/templates/templates-page.tsx').then(({ TemplatesPage }) => TemplatesPage),
)
const TransferPage = loadLater(() => import('./features/transfer/transfer-page.tsx').then(({ TransferPage }) => TransferPage))

/** A page and its address: `page` gets the part of the address that varies, `title` heads the page while its code is loading. */
export const routes: { path: string; title: string | null; page(param: string): ReactNode }[] = [
  { path: '/jobs', title: pageWords.jobs, page: () => <JobsPage /> },
  { path: '/jobs/:id', title: pageWords.job, page: (id) => <JobPlace id={id} /> },
  { path: '/jobs/:id/versions', title: pageWords.versions, page: (id) => <VersionsAddress id={id} /> },
  { path: '/jobs/:id/triggers/new', title: pageWords.trigger, page: (id) => <NewTriggerPage key={id} jobId={id} /> },
  { path: '/triggers/:id', title: pageWords.trigger, page: (id) => <TriggerPage key={id} id={id} /> },
  { path: '/jobs/:id/schedules/new', title: pageWords.schedule, page: (id) => <NewSchedulePage key={id} jobId={id} /> },
  { path: '/schedules/:id', title: pageWords.schedule, page: (id) => <SchedulePage key={id} id={id} /> },
  { path: '/flows', title: pageWords.flows, page: () => <FlowsPage /> },
  { path: '/flows/:id', title: pageWords.flow, page: (id) => <FlowPlace id={id} /> },
  { path: '/pipelines', title: pageWords.pipelines, page: () => <PipelinesPage /> },
  { path: '/pipelines/:id', title: pageWords.pipeline, page: (id) => <PipelinePlace id={id} /> },
  { path: '/files', title: pageWords.files, page: () => <ObjectsPage /> },
  { path: '/files/:hash', title: pageWords.file, page: (hash) => <ObjectPage key={hash} hash={hash} /> },
  { path: '/history', title: pageWords.runHistory, page: () => <HistoryFilePage /> },
  { path: '/runs', title: pageWords.runs, page: () => <RunsPage /> },
  { path: '/runs/:ref', title: pageWords.run, page: (ref) => <RunPage key={ref} reference={ref} /> },
  { path: '/runs/:ref/log', title: pageWords.run, page: (ref) => <LogAddress reference={ref} /> },
  { path: '/search', title: pageWords.searchLogs, page: () => <SearchPage /> },
  { path: '/calendar', title: pageWords.calendar, page: () => <CalendarPage /> },
  { path: '/import', title: pageWords.transfer, page: () => <TransferPage /> },
  { path: '/examples', title: pageWords.examples, page: () => <TemplatesPage /> },
  { path: '/queue', title: pageWords.queue, page: () => <QueuePage /> },
  { path: '/workers', title: pageWords.workers, page: () => <WorkersPage /> },
  { path: '/settings', title: pageWords.settings, page: () => <SettingsPage /> },
  { path: '/', title: null, page: () => <HomePage /> },
]
