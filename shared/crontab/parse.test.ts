import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCrontab } from './parse.ts'

const one = (text: string, form: 'user' | 'system' = 'user') => parseCrontab(text, form).entries[0]
const problem = (text: string, form: 'user' | 'system' = 'user') => parseCrontab(text, form).problems[0]

describe('a crontab', () => {
  it('applies settings to the lines below them', () => {
    const { entries } = parseCrontab('A=1\n0 9 * * * first\nA = "two words"\nSHELL=/bin/bash\n0 10 * * * second', 'user')
    expect(entries).toMatchObject([
      { line: 2, command: 'first', shell: '/bin/sh', env: { A: '1' } },
      { line: 5, command: 'second', shell: '/bin/bash', env: { A: 'two words' } },
    ])
  })

  it.each([
    ['5 * * * * date +\\%F', 'date +%F', null],
    ['5 * * * * mail x%Dear boss,%here it is.', 'mail x', 'Dear boss,\nhere it is.\n'],
    ['5 * * * * cat%', 'cat', '\n'],
    ['5 * * * * echo a\\\\%b', 'echo a\\\\', 'b\n'],
    ['5 * * * * echo "a # b" c', 'echo "a # b" c', null],
  ])('reads percent signs as cron does: %s', (text, command, stdin) => {
    expect(one(text)).toMatchObject({ command, stdin })
  })

  it('names jobs after comments, else after commands, each name once', () => {
    const { entries } = parseCrontab(
      '# m h dom mon dow command\n# Nightly backup\n0 2 * * * /usr/local/bin/backup\n\n0 3 * * * /usr/local/bin/backup --all\n0 4 * * * backup --all\n#0 5 * * * old\n0 6 * * * x # tidy up',
      'user',
    )
    expect(entries.map(({ name }) => name)).toEqual(['Nightly backup', 'backup --all', 'backup --all 2', 'tidy up'])
  })

  it('names a job after its command without quotes and redirections', () => {
    expect(one('0 1 * * * $HOME/bin/sync-mail >/dev/null 2>&1')?.name).toBe('sync-mail')
    expect(one('0 1 * * * echo "the 13th, and every Friday"')?.name).toBe('echo the 13th, and')
  })

  it('has a user column in the system form', () => {
    const entry = one('17 * * * * root cd / && run-parts /etc/cron.hourly', 'system')
    expect(entry).toMatchObject({ user: 'root', command: 'cd / && run-parts /etc/cron.hourly' })
    expect(entry?.differences.join()).toContain('cron runs it as root; LocalFlow runs it as you')
    expect(one('17 * * * * root backup')?.differences.join()).toContain('import it with --system')
  })

  it('is named after its command without what joins it to the next one', () => {
    expect(one('0 9 * * * echo good morning | mail me')?.name).toBe('echo good morning')
    expect(one('0 9 * * * sync; halt')?.name).toBe('sync; halt')
  })

  it.each([
    ['61 * * * * x', 'user', /minute "61"/],
    ['* * * x', 'user', /too few columns/],
    ['0 9 * * * ', 'user', /no command/],
    ['0 9 * * * root', 'system', /no command/],
    ['@fortnightly x', 'user', /not a known/],
    ['CRON_TZ=Mars/X\n0 9 * * * x', 'user', /no such time zone/],
  ] as const)('says what is wrong with "%s"', (text, form, message) => {
    expect(problem(text, form)?.message).toMatch(message)
    expect(parseCrontab(`${text}\n0 9 * * * root fine`, form).entries.at(-1)?.command ?? '').toMatch(/fine|^$/)
  })

  it('says of each line what is not the same any more', () => {
    const entry = one('MAILTO=ops@example.org\nCRON_TZ=Europe/London\n0 9 * * * x')
    expect(entry?.tz).toBe('Europe/London')
    expect(entry?.differences.join('; ')).toMatch(/login shell.*mails its output to ops@example.org.*CRON_TZ/)
    expect(one('MAILTO=""\n0 9 * * * x')?.differences.join()).not.toContain('mailed')
  })

  it('is read line by line, with every kind of line', () => {
    const { entries, problems } = parseCrontab(readFileSync(new URL('sample.crontab', import.meta.url), 'utf8'), 'user')
    expect(entries.map(({ line, command }) => [line, command.slice(0, 24)])).toEqual([
      [7, '/opt/tools/bin/start-pro'],
      [8, 'rm -rf "$HOME/.cache/thu'],
      [9, '$HOME/bin/fetch-feeds >>'],
      [10, 'pg_dump shop > "/srv/dum'],
      [11, 'echo "the first, and eve'],
      [12, 'rsync -a /home/ /mnt/dis'],
      [13, 'mail -s "Half a year" te'],
      [14, 'root  only the crontab o'],
    ])
    expect(problems.map(({ line }) => line)).toEqual([15])
    expect(entries[3]?.command).toContain('$(date +%Y%m%d)')
    expect(entries.every(({ shell, tz }) => shell === '/bin/bash' && tz === 'Europe/London')).toBe(true)
  })
})
