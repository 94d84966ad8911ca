import { type ReactNode } from 'react';
import type { ServerInfo } from '#contract/wire/server';
import { type DataSection, paths } from '@/paths';
import { named } from '@/ui/lazily';
import { NoSuchSection } from './no-such-section';

const BrowserJobList = named(
  () => import(/* soon */ '@/features/jobs/browser-job-list'),
  'BrowserJobList',
);
const JobList = named(() => import(/* soon */ '@/features/jobs/job-list'), 'JobList');
const TrashSection = named(
  () => import(/* soon */ '@/features/trash/trash-section'),
  'TrashSection',
);
const RetentionSection = named(
  () => import(/* soon */ '@/features/retention/retention-section'),
  'RetentionSection',
);
const RetentionActions = named(
  () => import(/* soon */ '@/features/retention/retention-actions'),
  'RetentionActions',
);
const MirrorSection = named(
  () => import(/* soon */ '@/features/mirror/mirror-section'),
  'MirrorSection',
);
const MetadataExplorer = named(
  () => import(/* soon */ '@/features/bulk/metadata-explorer'),
  'MetadataExplorer',
);
const ExportAll = named(() => import(/* soon */ '@/features/bulk/export-all'), 'ExportAll');
const ImportForm = named(() => import(/* soon */ '@/features/transfer/import-form'), 'ImportForm');
const AuditLog = named(() => import(/* soon */ '@/features/audit/audit-log'), 'AuditLog');

type PartProps = { server: ServerInfo | null; after: string | undefined };
export type Section = {
  name: string;
  /** Without a server of ours there is nothing to show. */
  needsServer: boolean;
  /** Its code, which need not wait until it is known what the server can do. */
  parts: readonly { preload: () => Promise<void> }[];
  /** At the end of the title's line. */
  actions?: ReactNode;
  render: (props: PartProps) => ReactNode;
};

export const DATA_SECTIONS: Record<DataSection, Section> = {
  retention: {
    name: 'Retention',
    needsServer: true,
    parts: [RetentionSection, RetentionActions],
    actions: <RetentionActions />,
    render: () => <RetentionSection />,
  },
  trash: {
    name: 'Trash',
    needsServer: false,
    parts: [TrashSection],
    render: (props) => <TrashSection {...props} />,
  },
  jobs: {
    name: 'Jobs',
    needsServer: false,
    parts: [BrowserJobList, JobList],
    render: ({ server, after }) => (
      <>
        <BrowserJobList />
        {server ? <JobList after={after} /> : <OnlyHere />}
      </>
    ),
  },
  transfer: {
    name: 'Export and import',
    needsServer: true,
    parts: [ImportForm, ExportAll],
    render: () => (
      <div className="lg:grid lg:min-h-full lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <ImportForm />
        <ExportAll />
      </div>
    ),
  },
  mirror: {
    name: 'Mirror',
    needsServer: true,
    parts: [MirrorSection],
    render: () => <MirrorSection />,
  },
  metadata: {
    name: 'Metadata',
    needsServer: true,
    parts: [MetadataExplorer],
    render: () => <MetadataExplorer />,
  },
  audit: {
    name: 'Audit log',
    needsServer: true,
    parts: [AuditLog],
    render: ({ after }) => <AuditLog after={after} />,
  },
};

/** What the address names; another word than these has no section. */
export function dataSection(name: string): Section {
  return isSection(name) ? DATA_SECTIONS[name] : NOWHERE;
}

const NOWHERE: Section = {
  name: 'No such section',
  needsServer: false,
  parts: [],
  render: () => <NoSuchSection to={paths.dataHome()}>Open the first section</NoSuchSection>,
};

function isSection(name: string): name is DataSection {
  return Object.hasOwn(DATA_SECTIONS, name);
}

function OnlyHere() {
  return (
    <p className="p-4 text-sm text-ink-2">
      There is no Chatkeep server behind this page, so only jobs of this browser are listed.
    </p>
  );
}
