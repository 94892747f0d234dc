import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import { activityText } from '../../../shared/activity.ts'
import { localActor } from '../../../shared/model/actor.ts'
import type { Params } from '../../../shared/model/params.ts'
import { actAs } from '../../engine/base/actor.ts'
import type { QuickJob } from '../../engine/jobs/quick-run.ts'
import type { Host } from '../start-host.ts'
import { type TrayItem, trayItemsOf } from './tray-job.ts'
import type { MainWindow } from './window.ts'

const refreshMs = 300
const longestLabel = 60
const hourMs = 3_600_000

type TrayJob = QuickJob & { items: TrayItem[] | null }

/** The newest run that a person started. */
const lastByHand = { status: null, q: 'trigger:manual,cli,tray', waiting: null, cursor: null, limit: 1 }

/** The icon outside the window: what LocalFlow is doing, jobs to run, runs to stop, open, quit. */
export function createTray(host: Host, window: MainWindow, iconPath: string): { close(): void } {
  const { engine, log } = host
  const tray = new Tray(nativeImage.createFromPath(iconPath))
  let shown = ''

  /** The person at this computer is the actor. */
  const attempt = (what: string, act: () => Promise<unknown>): void =>
    void actAs(localActor, act).catch((error: unknown) => {
      log.warn(`could not ${what} from the tray`, { error })
      window.show()
    })

  function refresh(): void {
    const quick = engine.quickRun()
    const info = engine.info()
    const words = [activityText(info), ...alertText(info.alerts)].join(' · ')
    const jobs = quick.jobs.map((job) => ({ ...job, items: trayItemsOf(engine.jobs.params(job.id).params) }))
    const state = JSON.stringify([words, quick, jobs])
    if (state === shown) return
    shown = state
    tray.setToolTip(`LocalFlow: ${words}`)
    tray.setContextMenu(Menu.buildFromTemplate(menuOf(words, { ...quick, jobs })))
  }

  function menuOf(
    words: string,
    { jobs, flows, running, alerts, schedules }: Omit<ReturnType<typeof engine.quickRun>, 'jobs'> & { jobs: TrayJob[] },
  ): MenuItemConstructorOptions[] {
    return [
      { label: words, enabled: false },
      ...group(
        'Run',
        jobs.map((job) => itemOfJob(job)),
      ),
      ...group(
        'Re-run',
        flows.map(({ name, run }) => ({
          label: short(name),
          click: () => attempt('re-run a flow', () => engine.flowRuns.again(run, 'tray')),
        })),
      ),
      ...group(
        'Stop',
        running.map(({ id, number, title }) => ({
          label: short(`Stop ${title}, run ${number}`),
          click: () => attempt('stop a run', () => engine.runs.cancel(id)),
        })),
      ),
      ...group(
        'Needs attention',
        alerts.map(({ name, count, run }) => ({
          label: short(count === 1 ? `${name} failed` : `${name} failed ${count} times`),
          click: () => window.show(`/runs/${run}`),
        })),
      ),
      ...group('Schedules', scheduleItems(schedules)),
      { type: 'separator' },
      { label: 'Open LocalFlow', click: () => window.show() },
      { label: 'Quit', click: () => app.quit() },
    ]
  }

  function itemOfJob({ id, name, items }: TrayJob): MenuItemConstructorOptions {
    if (items === null) return { label: short(name), click: () => run(id) }
    return { label: short(name), submenu: items.map((item) => choiceOf(id, item)) }
  }

  function choiceOf(job: string, item: TrayItem): MenuItemConstructorOptions {
    if ('separates' in item) return { type: 'separator' }
    const label = short(item.label)
    if ('items' in item) return { label, submenu: item.items.map((inner) => choiceOf(job, inner)) }
    if ('values' in item) return { label, click: () => run(job, item.values) }
    return { label, click: () => (item.as === 'form' ? window.show(`/jobs/${job}?start`) : runAsLast(job)) }
  }

  const run = (job: string, params?: Params): void => attempt('run a job', () => engine.manual.runJob(job, 'tray', params))

  /** With the values of the last run that a person started; without one, or where they no longer fit, the form asks. */
  const runAsLast = (job: string): void =>
    attempt('run a job', async () => {
      const { items } = await engine.runs.list({ ...lastByHand, job })
      try {
        if (items[0]) return void (await engine.runs.again(items[0].id, 'tray'))
      } catch (error) {
        log.info('the last values of a job do not fit', { job, error })
      }
      window.show(`/jobs/${job}?start`)
    })

  function scheduleItems(state: ReturnType<typeof engine.quickRun>['schedules']): MenuItemConstructorOptions[] {
    if (state === 'none') return []
    const pause = (until: number | null) =>
      attempt('pause schedules', () => engine.settings.update({ paused: { until, reason: '' } }))
    if (state === 'paused')
      return [
        {
          label: 'Resume all schedules',
          click: () => attempt('resume schedules', () => engine.settings.update({ paused: null })),
        },
      ]
    return [
      { label: 'Pause all schedules for an hour', click: () => pause(Date.now() + hourMs) },
      { label: 'Pause all schedules until tomorrow', click: () => pause(new Date().setHours(24, 0, 0, 0)) },
    ]
  }

  tray.on('click', () => window.show())
  refresh()
  let timer: NodeJS.Timeout | null = null
  const refreshSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      refresh()
    }, refreshMs)
  }
  const stops = [engine.committed.listen(refreshSoon), engine.notices.listen(refreshSoon)]
  return {
    close() {
      for (const stop of stops) stop()
      if (timer) clearTimeout(timer)
      tray.destroy()
    },
  }
}

/** Items under a heading; nothing if there are none. */
const group = (heading: string, items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.length === 0 ? [] : [{ type: 'separator' }, { label: heading, enabled: false }, ...items]

const alertText = (count: number): string[] => (count === 0 ? [] : [`${count} ${count === 1 ? 'alert' : 'alerts'}`])

/** A single ampersand would mark a shortcut. */
const short = (text: string): string =>
  (text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text).replaceAll('&', '&&')
