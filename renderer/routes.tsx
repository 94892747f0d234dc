import { lazy, type ReactNode } from 'react'
import { HomePage } from './features/home/home-page.tsx'
import { JobsPage } from './features/jobs/jobs-page.tsx'
import { RunPage } from './features/runs/run-page.tsx'
import { RunsPage } from './features/runs/runs-page.tsx'

/** What not everybody opens, or what is large, such as the knowledge of expressions and zones, is loaded when it is opened. */
const JobPlace = lazy(() => import('./job-place.tsx').then((pages) => ({ default: pages.JobPlace })))
const JobVersionsPage = lazy(() =>
  import('./features/jobs/versions-page.tsx').then((pages) => ({ default: pages.JobVersionsPage })),
)
const CalendarPage = lazy(() =>
  import('./features/calendar/calendar-page.tsx').then((pages) => ({ default: pages.CalendarPage })),
)
const SettingsPage = lazy(() =>
  import('./features/settings/settings-page.tsx').then((pages) => ({ default: pages.SettingsPage })),
)
const QueuePage = lazy(() => import('./features/queue/queue-page.tsx').then((pages) => ({ default: pages.QueuePage })))
const WorkersPage = lazy(() => import('./features/workers/workers-page.tsx').then((pages) => ({ default: pages.WorkersPage })))
const schedulePages = () => import('./features/schedules/schedule-page.tsx')
const NewSchedulePage = lazy(() => schedulePages().then((pages) => ({ default: pages.NewSchedulePage })))
const SchedulePage = lazy(() => schedulePages().then((pages) => ({ default: pages.SchedulePage })))

const triggerPages = () => import('./features/triggers/trigger-page.tsx')
const NewTriggerPage = lazy(() => triggerPages().then((pages) => ({ default: pages.NewTriggerPage })))
const TriggerPage = lazy(() => triggerPages().then((pages) => ({ default: pages.TriggerPage })))

const FlowsPage = lazy(() => import('./features/flows/flows-page.tsx').then((pages) => ({ default: pages.FlowsPage })))
const HistoryFilePage = lazy(() =>
  import('./features/runs/history-file-page.tsx').then((pages) => ({ default: pages.HistoryFilePage })),
)
const FlowPage = lazy(() => import('./features/flows/flow-page.tsx').then((pages) => ({ default: pages.FlowPage })))

const PipelinesPage = lazy(() =>
  import('./features/pipelines/pipelines-page.tsx').then((pages) => ({ default: pages.PipelinesPage })),
)
const PipelinePage = lazy(() =>
  import('./features/pipelines/pipeline-page.tsx').then((pages) => ({ default: pages.PipelinePage })),
)
const ObjectsPage = lazy(() => import('./features/objects/objects-page.tsx').then((pages) => ({ default: pages.ObjectsPage })))
const ObjectPage = lazy(() => import('./features/objects/object-page.tsx').then((pages) => ({ default: pages.ObjectPage })))

const TransferPage = lazy(() =>
  import('./features/transfer/transfer-page.tsx').then((pages) => ({ default: pages.TransferPage })),
)

/** A page and its address: `page` gets the part of the address that varies, `title` heads the page while its code is loading. */
export const routes: { path: string; title: string | null; page(param: string): ReactNode }[] = [
  { path: '/jobs', title: null, page: () => <JobsPage /> },
  { path: '/jobs/:id', title: 'Job', page: (id) => <JobPlace id={id} /> },
  { path: '/jobs/:id/versions', title: 'Versions', page: (id) => <JobVersionsPage key={id} id={id} /> },
  { path: '/jobs/:id/triggers/new', title: 'Trigger', page: (id) => <NewTriggerPage key={id} jobId={id} /> },
  { path: '/triggers/:id', title: 'Trigger', page: (id) => <TriggerPage key={id} id={id} /> },
  { path: '/jobs/:id/schedules/new', title: 'Schedule', page: (id) => <NewSchedulePage key={id} jobId={id} /> },
  { path: '/schedules/:id', title: 'Schedule', page: (id) => <SchedulePage key={id} id={id} /> },
  { path: '/flows', title: 'Flows', page: () => <FlowsPage /> },
  { path: '/flows/:id', title: 'Flow', page: (id) => <FlowPage id={id} /> },
  { path: '/pipelines', title: 'Pipelines', page: () => <PipelinesPage /> },
  { path: '/pipelines/:id', title: 'Pipeline', page: (id) => <PipelinePage id={id} /> },
  { path: '/files', title: 'Files', page: () => <ObjectsPage /> },
  { path: '/files/:hash', title: 'File', page: (hash) => <ObjectPage key={hash} hash={hash} /> },
  { path: '/history', title: 'History of a run', page: () => <HistoryFilePage /> },
  { path: '/runs', title: null, page: () => <RunsPage /> },
  { path: '/runs/:ref', title: null, page: (ref) => <RunPage key={ref} reference={ref} /> },
  { path: '/calendar', title: 'Calendar', page: () => <CalendarPage /> },
  { path: '/import', title: 'Import and export', page: () => <TransferPage /> },
  { path: '/queue', title: 'Queue', page: () => <QueuePage /> },
  { path: '/workers', title: 'Workers', page: () => <WorkersPage /> },
  { path: '/settings', title: 'Settings', page: () => <SettingsPage /> },
  { path: '/', title: null, page: () => <HomePage /> },
]
