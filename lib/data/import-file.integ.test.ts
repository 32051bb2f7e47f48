import { describe, expect, it } from 'vitest';
import { unstartedDrafts } from '@/lib/db/repositories/drafts';
import finalMetadata from '@/lib/restore/fixtures/article_final_metadata.json';
import template from '@/lib/restore/fixtures/metadata_template.json';
import { toMetadata } from '@/lib/restore/to-metadata';
import { canUndo, planAt, undo } from '@/lib/restore/undo';
import { must, OPERATOR, PLACE, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { getDraft } from './drafts';
import { type FileToOpen, openFile } from './import-file';

simulatedAccount();

const file: FileToOpen = {
  recoveryPointArn: template.RecoveryPointArn,
  vault: 'aws-backup-vault',
  metadata: finalMetadata,
  restoreRoleArn: null,
  copyTags: null,
};
const drafts = async (): Promise<number> => (await unstartedDrafts(PLACE, { since: new Date(0) })).length;

describe('openFile', () => {
  it('makes a draft that sends what the file says, in one step that can be undone', async () => {
    const { draftId } = must(await openFile(SCOPE, OPERATOR, file));
    const { history } = must(await getDraft(SCOPE, draftId));
    expect(toMetadata(planAt(history), finalMetadata['aws:backup:request-id'])).toEqual(finalMetadata);
    expect(history.steps.map((step) => step.label)).toEqual(['import-file']);
    expect(canUndo(history) && planAt(undo(history))).toEqual(history.base);
    expect(history.base.source.template).toEqual(template.RestoreMetadata);
  });

  it('finds the vault of a point that no sweep has seen yet by asking AWS', async () => {
    const { draftId } = must(await openFile(SCOPE, OPERATOR, { ...file, vault: null }));
    expect(must(await getDraft(SCOPE, draftId)).vault).toBe('aws-backup-vault');
    const recoveryPointArn = 'arn:aws:ec2:ap-northeast-1::image/ami-00000000000000000';
    expect(await openFile(SCOPE, OPERATOR, { ...file, vault: null, recoveryPointArn })).toMatchObject({
      error: { code: 'not-found', what: 'point' },
    });
  });

  it('takes role and tags from the command, and the default role where it names none', async () => {
    const role = 'arn:aws:iam::123456789012:role/other';
    const { draftId } = must(await openFile(SCOPE, OPERATOR, { ...file, restoreRoleArn: role, copyTags: false }));
    expect(planAt(must(await getDraft(SCOPE, draftId)).history)).toMatchObject({ restoreRoleArn: role, copyTags: false });
    const second = must(await openFile(SCOPE, OPERATOR, file));
    expect(planAt(must(await getDraft(SCOPE, second.draftId)).history).restoreRoleArn).toContain('AWSBackupDefaultServiceRole');
  });

  it('leaves no draft behind where the file is no plan', async () => {
    const before = await drafts();
    const outcome = await openFile(SCOPE, OPERATOR, { ...file, metadata: { InstanceType: 't3.micro' } });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'unreadable-file', problem: { code: 'no-subnet' } } });
    expect(await drafts()).toBe(before);
  });

  it.each<[string, Partial<FileToOpen>, object]>([
    [
      'a point that the account does not have',
      { recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-0' },
      { code: 'not-found', what: 'point' },
    ],
    [
      'a point whose vault nobody knows',
      { recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-0', vault: null },
      { code: 'not-found', what: 'point' },
    ],
    ['a vault that does not exist', { vault: 'no-such-vault' }, { code: 'not-found', what: 'point' }],
  ])('says so for %s', async (_, change, problem) => {
    expect(await openFile(SCOPE, OPERATOR, { ...file, ...change })).toMatchObject({ ok: false, error: problem });
  });
});
