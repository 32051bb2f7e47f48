import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { Button } from './button';
import { CopyableId } from './copyable-id';
import { Dialog } from './dialog';
import { TextField } from './field';
import { Notice } from './notice';
import { Table, Th } from './table';
import { Tabs } from './tabs';

it('a button that cannot be pressed says why, keeps the focus and does nothing', () => {
  const onClick = vi.fn();
  onScreen(
    <Button reason="2 errors to fix first" onClick={onClick}>
      Start
    </Button>,
  );
  const button = screen.getByRole('button', { name: 'Start', description: '2 errors to fix first' });
  button.focus();
  expect(document.activeElement).toBe(button);
  fireEvent.click(button);
  expect(onClick).not.toHaveBeenCalled();
});

it('a button at work takes no second click', () => {
  const onClick = vi.fn();
  onScreen(
    <Button busy onClick={onClick}>
      Start
    </Button>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Start', busy: true }));
  expect(onClick).not.toHaveBeenCalled();
});

it('a field ties its label, its hint and what is wrong to its control', () => {
  onScreen(<TextField label="Ticket" hint="Number or link" error="Give a ticket first" defaultValue="" />);
  const field = screen.getByRole('textbox', { name: 'Ticket', description: 'Number or link Give a ticket first' });
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('alert').textContent).toBe('Give a ticket first');
});

it('a long id shortens in its middle, and copies and reads whole', async () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
  const arn = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';
  onScreen(<CopyableId value={arn} max={20} />);
  expect(screen.getByTitle(arn).textContent).toContain('…');
  expect(screen.getByText(arn).className).toContain('sr-only');
  fireEvent.click(screen.getByRole('button'));
  expect(writeText).toHaveBeenCalledWith(arn);
  vi.unstubAllGlobals();
});

it('tabs show one content, and arrow keys go round', () => {
  onScreen(
    <Tabs
      label="Views"
      tabs={[
        { key: 'a', title: 'First', content: <p>one</p> },
        { key: 'b', title: 'Second', content: <p>two</p> },
      ]}
    />,
  );
  expect(screen.queryByText('two')).toBeNull();
  fireEvent.keyDown(screen.getByRole('tab', { name: 'First' }), { key: 'ArrowRight' });
  expect(screen.getByRole('tab', { name: 'Second', selected: true })).toBe(document.activeElement);
  expect(screen.getByRole('tabpanel').textContent).toBe('two');
  fireEvent.keyDown(screen.getByRole('tab', { name: 'Second' }), { key: 'ArrowRight' });
  expect(screen.getByRole('tabpanel').textContent).toBe('one');
});

it('a dialog is named by its title, closes by its button and by Esc, and holds still while something is under way', () => {
  const onClose = vi.fn();
  const dialog = (busy: boolean) => (
    <Dialog open onClose={onClose} title="Review" busy={busy}>
      <p>what is created</p>
    </Dialog>
  );
  const { rerender } = onScreen(dialog(true));
  const shown = screen.getByRole('dialog', { name: 'Review' });
  fireEvent(shown, new Event('cancel', { cancelable: true }));
  expect(onClose).not.toHaveBeenCalled();
  expect((screen.getByRole('button', { name: 'Close' }) as HTMLButtonElement).disabled).toBe(true);
  rerender(dialog(false));
  fireEvent(shown, new Event('cancel', { cancelable: true }));
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onClose).toHaveBeenCalledTimes(2);
});

it('a dialog that is closed holds nothing', () => {
  onScreen(
    <Dialog open={false} onClose={() => undefined} title="Review">
      <p>what is created</p>
    </Dialog>,
  );
  expect(screen.queryByText('what is created')).toBeNull();
});

it('a failure interrupts, anything else is announced when there is time', () => {
  onScreen(
    <>
      <Notice tone="danger" live title="Not started" />
      <Notice tone="ok" live title="Saved" />
    </>,
  );
  expect(screen.getByRole('alert').textContent).toBe('Not started');
  expect(screen.getByRole('status').textContent).toBe('Saved');
});

it('a head that wraps is not told to stay on one line as well', () => {
  onScreen(
    <Table label="Differences">
      <tbody>
        <tr>
          <Th scope="row" wraps className="mono">
            NetworkInterfaces/0/PrivateIpAddresses/0/PrivateIpAddress
          </Th>
        </tr>
      </tbody>
    </Table>,
  );
  expect(screen.getByRole('rowheader').className).not.toMatch(/whitespace-/);
});
