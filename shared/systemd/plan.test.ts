import { describe, expect, it } from 'vitest'
import { planSystemd } from './plan.ts'

const now = Date.UTC(2026, 0, 5, 9)
const timer = (text: string, name = 'backup') => ({ name: `${name}.timer`, text: `[Timer]\n${text}` })
const service = (text: string, name = 'backup', unit = '') => ({
  name: `${name}.service`,
  text: `[Unit]\n${unit}\n[Service]\n${text}`,
})
const plan = (...files: { name: string; text: string }[]) => planSystemd(files, 'Europe/London', now, true)
const one = (timerText: string, serviceText: string, unit = '') => plan(timer(timerText), service(serviceText, 'backup', unit))
const first = (timerText: string, serviceText: string, unit = '') => one(timerText, serviceText, unit).planned[0]

describe('a timer with its service', () => {
  it('becomes a job with its schedules', () => {
    const planned = first(
      '# twice a day\nOnCalendar=*-*-* 06:00\nOnCalendar=Sat 18:00\nPersistent=true\nRandomizedDelaySec=15min',
      'Type=oneshot\nExecStart=/usr/bin/restic backup \\\n  --tag "two words" %%done\nWorkingDirectory=%h/data\nEnvironment=A=1 "B=two words"\nTimeoutStartSec=1h 30min\nMemoryMax=512M\nNice=10',
      'Description=Nightly backup\nConditionACPower=true\nAfter=network-online.target',
    )
    expect(planned).toMatchObject({
      source: 'backup.timer',
      job: {
        name: 'Nightly backup',
        body: { kind: 'command', command: '/usr/bin/restic', args: ['backup', '--tag', 'two words', '%done'] },
        cwd: '~/data',
        env: { A: '1', B: 'two words' },
        timeoutMs: 5_400_000,
        limits: { memory: { max: 512 * 1024 ** 2, action: 'stop' } },
        conditions: { acPower: true, network: 'any' },
        overlap: 'skip',
      },
      schedules: [
        { timing: { kind: 'cron', expr: '0 6 * * *' }, tz: 'Europe/London', jitterMs: 900_000, missed: { policy: 'last' } },
        { timing: { kind: 'cron', expr: '0 18 * * 6' } },
      ],
      triggers: [],
    })
    expect(planned?.differences.join('\n')).toContain('not taken over: Nice=10')
  })

  it('with variables, or several commands, becomes a script that runs the same words', () => {
    const planned = first(
      'OnCalendar=daily',
      `ExecStartPre=-/bin/mkdir -p "%h/it's here"\nExecStart=/bin/cp $FLAGS \${FROM} 'a b'\nExecStartPost=/bin/true`,
    )
    expect(planned?.job.body).toMatchObject({
      kind: 'script',
      interpreter: ['/bin/sh'],
      script: `set -ef\n'/bin/mkdir' '-p' "\${HOME}"'/it'\\''s here' || :\n'/bin/cp' $FLAGS "\${FROM}" 'a b'\n'/bin/true'\n`,
    })
  })

  it.each([
    [`/bin/sh -c 'd=/tmp/x; rm -rf "$d"/*'`, ['/bin/sh', '-c', 'd=/tmp/x; rm -rf "$d"/*']],
    [`/usr/bin/awk '{print $1}' f`, ['/usr/bin/awk', '{print $1}', 'f']],
    [`/bin/sed -i 's/\\./_/g' f`, ['/bin/sed', '-i', 's/\\./_/g', 'f']],
    [`/bin/echo a\\x41\\101\\u00e9 $$HOME '' '\\;'`, ['/bin/echo', 'aAAé', '$HOME', '', ';']],
    [`@/bin/foo bar arg`, ['/bin/foo', 'arg']],
    [`:/bin/echo \${A} $B`, ['/bin/echo', `\${A}`, '$B']],
  ])('reads words as systemd does: %s', (line, words) => {
    const [command, ...args] = words
    expect(first('OnCalendar=daily', `ExecStart=${line}`)?.job.body).toEqual({ kind: 'command', command, args })
  })

  it('expands whole words and braces only, and separates commands', () => {
    const script = (line: string) => first('OnCalendar=daily', `Type=oneshot\nExecStart=${line}`)?.job.body
    expect(script(`/bin/cp "$FILES" a\${B}c /tmp ; /bin/echo "two  two" %h/x`)).toMatchObject({
      script: `set -ef\n'/bin/cp' $FILES 'a'"\${B}"'c' '/tmp'\n'/bin/echo' 'two  two' "\${HOME}"'/x'\n`,
    })
    expect(first('OnCalendar=daily', 'ExecCondition=/bin/test -e /x\nExecStart=/bin/true')?.job.body).toMatchObject({
      script: `set -ef\n'/bin/test' '-e' '/x' || exit 0\n'/bin/true'\n`,
    })
  })

  it('imports settings with the same meaning, and names the rest', () => {
    const simple = first(
      'OnCalendar=daily',
      'ExecStart=/bin/true\nTimeoutStartSec=30\nRuntimeMaxSec=2h\nEnvironment=A=a$b "C=%i x"\nEnvironment=H=%h/bin\nMemoryMax=50%\nStandardOutput=append:/var/log/x',
      'ConditionPathExists=/srv\nRequires=srv.mount',
    )
    expect(simple?.job).toMatchObject({ timeoutMs: 7_200_000, env: { A: 'a$b', C: ' x' }, limits: { memory: null } })
    const said = simple?.differences.join('\n')
    for (const words of [
      'TimeoutStartSec=30',
      'H uses %h',
      'MemoryMax=50%',
      'StandardOutput=append:/var/log/x',
      'ConditionPathExists=/srv',
      'Requires=srv.mount',
    ])
      expect(said).toContain(words)
  })

  it('creates a disabled schedule if the timer is not enabled', () => {
    const files = [{ ...timer('OnCalendar=daily'), enabled: false }, service('ExecStart=/bin/true')]
    expect(plan(...files).planned[0]).toMatchObject({
      schedules: [{ enabled: false }],
      differences: expect.arrayContaining(['the timer is not enabled, so its schedules and triggers are created disabled']),
    })
  })

  it('by intervals and at the start becomes an interval and a trigger, and differences are reported', () => {
    const planned = first('OnBootSec=5min\nOnUnitActiveSec=1h', 'ExecStart=/bin/true')
    expect(planned?.schedules).toMatchObject([
      { timing: { kind: 'every', ms: 3_600_000, anchor: now }, missed: { policy: 'none' } },
    ])
    expect(planned?.triggers).toMatchObject([{ on: { kind: 'app-start' } }])
    expect(planned?.differences.join('\n')).toMatch(/OnBootSec=5min.*\n|counts from when it last began/)
  })

  it.each([
    ['OnCalendar=*-*~05', 'ExecStart=/bin/true', 'OnCalendar=*-*~05: Days counted from the end'],
    ['OnCalendar=2030..2026-01-01', 'ExecStart=/bin/true', 'The range of years ends before it starts.'],
    ['OnCalendar=daily', 'Type=oneshot', 'The service has no ExecStart='],
    ['OnActiveSec=5min', 'ExecStart=/bin/true', 'The timer has no time'],
    ['OnCalendar=daily', 'ExecStart=/bin/echo %z', 'LocalFlow does not know the specifier %z'],
    ['OnCalendar=daily', 'ExecStart=/bin/echo "open', 'A quote is not closed.'],
    ['OnUnitActiveSec=10ms', 'ExecStart=/bin/true', 'must be a second or more'],
    ['OnUnitActiveSec=often', 'ExecStart=/bin/true', 'OnUnitActiveSec=often is not a duration.'],
    ['OnCalendar=daily\nUnit=x.target', 'ExecStart=/bin/true', 'The timer starts x.target, which is not a service.'],
    ['OnCalendar=daily\nUnit=x.service', 'ExecStart=/bin/true', 'The timer starts x.service, but that file is missing.'],
  ])('%j with %j is named: %s', (timerText, serviceText, message) => {
    const { planned, problems } = one(timerText, serviceText)
    expect(planned).toEqual([])
    expect(problems[0]).toMatchObject({ source: 'backup.timer', message: expect.stringContaining(message) })
  })

  it('with an error does not affect the others; names are unique; a setting may be reset', () => {
    const { planned, problems } = plan(
      timer('OnCalendar=nonsense', 'a'),
      service('ExecStart=/bin/true', 'a'),
      timer('OnCalendar=daily\nOnCalendar=\nOnCalendar=hourly', 'b'),
      service('ExecStart=/bin/true', 'b', 'Description=Same'),
      timer('OnCalendar=daily', 'c'),
      service('ExecStart=/bin/true', 'c', 'Description=Same'),
    )
    expect(problems).toHaveLength(1)
    expect(planned.map(({ job }) => job.name)).toEqual(['Same', 'Same 2'])
    expect(planned[0]?.schedules).toMatchObject([{ timing: { expr: '0 * * * *' } }])
    expect(plan(service('ExecStart=/bin/true')).problems[0]?.message).toContain('There is no timer')
  })
})
