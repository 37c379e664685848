/** The rules of `docs/architecture.md`, "Rooms": who may import whom. @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'packages-do-not-import-apps',
      comment: 'apps depend on packages, never the other way',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'ui-does-not-import-host',
      comment: 'the user interface reaches its host through the typed RPC only',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/ui/' },
      to: { path: '^apps/[^/]+/src/(host|electron)/' },
    },
    {
      name: 'host-does-not-import-ui-or-electron-room',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/host/' },
      to: { path: '^apps/[^/]+/src/(ui|electron)/' },
    },
    {
      name: 'contract-imports-no-room',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/contract/' },
      to: { path: '^apps/[^/]+/src/(ui|electron|host)/' },
    },
    {
      name: 'only-electron-rooms-import-electron',
      severity: 'error',
      from: { path: '^(apps|packages|e2e|scripts)/', pathNot: '^(apps/[^/]+|packages/shell)/src/electron/' },
      to: { path: ['/node_modules/electron/', '^electron$'] },
    },
    {
      name: 'devices-forms-ui-stand-alone',
      comment: 'these packages know nothing of each other',
      severity: 'error',
      // Proposals are measured on words that were read as the screens read them.
      from: {
        path: '^packages/(devices|forms|ui|rpc|e2ee|sheets)/',
        pathNot: '^packages/forms/src/testing/printed-texts\\.ts$',
      },
      to: { path: '^packages/', pathNot: '^packages/($1|inspection)/' },
    },
    {
      name: 'inspection-stands-alone',
      comment: 'what looks at files of strangers knows nothing else',
      severity: 'error',
      from: { path: '^packages/inspection/' },
      to: { path: '^packages/', pathNot: '^packages/inspection/' },
    },
    {
      name: 'signaling-stands-on-e2ee-and-inspection',
      severity: 'error',
      from: { path: '^packages/signaling/' },
      to: { path: '^packages/', pathNot: '^packages/(signaling|e2ee|inspection)/' },
    },
    {
      name: 'enrolment-stands-on-e2ee-alone',
      severity: 'error',
      from: { path: '^packages/enrolment/' },
      to: { path: '^packages/', pathNot: '^packages/(enrolment|e2ee)/' },
    },
    {
      name: 'enrolment-ui-stands-on-contract-signaling-and-ui',
      comment: 'it runs in pages: of enrolment only what crosses to them',
      severity: 'error',
      from: { path: '^packages/enrolment-ui/' },
      to: {
        path: '^packages/',
        pathNot: '^packages/(enrolment-ui|signaling|ui)/|^packages/enrolment/src/contract/',
      },
    },
    {
      name: 'packages-are-entered-by-their-door',
      comment: 'import a package by its name, not by a path into it',
      severity: 'error',
      from: { path: '^(apps|packages|e2e|scripts)/([^/]+)/' },
      to: {
        path: '^packages/([^/]+)/',
        pathNot: [
          '^packages/$2/',
          '^packages/[^/]+/src/index\\.tsx?$',
          '^packages/(signaling/src/(wire|line|testing)|rpc/src/node|devices/src/testing)/index\\.ts$',
          '^packages/e2ee/src/frame/worker\\.ts$',
          // Loaded only where a booth has a card reader.
          '^packages/devices/src/card-reader/pcsc\\.ts$',
          '^packages/e2ee/src/(document|testing)/index\\.ts$',
          '^packages/enrolment/src/contract/index\\.ts$',
          '^packages/inspection/src/(worker|pdf/index|testing/index)\\.ts$',
          '^packages/forms/src/map/index\\.ts$',
          '^packages/sheets/src/(fitted|sheet|page-texts|layered|pdf-sheet)\\.ts$',
          '^packages/shell/src/electron/(index|preload)\\.ts$',
          '^packages/shell/build/((index|ui-config)\\.mjs|bundle\\.ts)$',
          '^packages/enrolment-ui/src/samples/index\\.ts$',
          '^packages/(ui|enrolment-ui)/src/styles/index\\.css$',
        ],
      },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: '(\\.test\\.tsx?$|/testing/)' },
      to: { path: '(\\.test\\.tsx?$|/testing/|^e2e/)' },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$|\\?worker$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|out)/' },
    tsPreCompilationDeps: true,
    // Tools that every room shares (jest, types) are declared once, at the root.
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json'],
    },
  },
};
