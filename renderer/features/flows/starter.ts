/** The definition of a new flow: something that runs. */
export const starter = `# A flow is a graph: nodes run something, edges say which node is next.
start: fetch

nodes:
  fetch:
    exec_type: shell
    script:
      cmd: sh
      code: echo '::output count=3'
    post:
      output_key: found

  enough:
    kind: choice
    choice_cases:
      - action: "yes"
        expr: { ge: [$shared.found.count, 3] }
    default_action: "no"

  report:
    exec_type: shell
    script:
      cmd: sh
      code: echo "found $LOCALFLOW_INPUT"
    prep:
      input_key: $shared.found.count

edges:
  - { from: fetch, to: enough }
  - { from: enough, action: "yes", to: report }
  - { from: enough, action: "no", to: "" }
`
