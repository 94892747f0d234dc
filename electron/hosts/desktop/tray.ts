import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import { activityText } from '../../../shared/activity.ts'
import { localActor } from '../../../shared/model/actor.ts'
import { checkValues } from '../../../shared/params/check-values.ts'
import { actAs } from '../../engine/base/actor.ts'
import type { Host } from '../start-host.ts'
import type { MainWindow } from './window.ts'

const refreshMs = 300
const longestLabel = 60
const hourMs = 3_600_000

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
    const state = JSON.stringify([words, quick])
    if (state === shown) return
    shown = state
    tray.setToolTip(`LocalFlow: ${words}`)
    tray.setContextMenu(Menu.buildFromTemplate(menuOf(words, quick)))
  }

  function menuOf(
    words: string,
    { jobs, flows, running, alerts, schedules }: ReturnType<typeof engine.quickRun>,
  ): MenuItemConstructorOptions[] {
    return [
      { label: words, enabled: false },
      ...group(
        'Run',
        jobs.map(({ id, name }) => ({
          label: short(name),
          click: () => runOrAsk(id),
        })),
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

  /** A parameter without a default is asked for in the window; the others have their defaults. */
  function runOrAsk(job: string): void {
    attempt('run a job', async () => {
      const { problems } = checkValues(engine.jobs.params(job).params, {})
      if (Object.keys(problems).length > 0) window.show(`/jobs/${job}?start`)
      else await engine.manual.runJob(job, 'tray')
    })
  }

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
