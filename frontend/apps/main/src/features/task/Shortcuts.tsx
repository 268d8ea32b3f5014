import { Kbd, Modal, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";

const KEYS = {
  "1 – 9": "transition",
  t: "transitions",
  c: "claim",
  b: "begin",
  g: "transfer",
  e: "escalate",
  "Ctrl Enter": "send",
  "/": "search",
} as const;

type Props = { opened: boolean; onClose: () => void };

/** Which keys do what on a task's page. */
export function Shortcuts({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t("task.keys.title")}>
      <Table>
        <Table.Tbody>
          {Object.entries(KEYS).map(([key, name]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" w={120}>
                <Kbd>{key}</Kbd>
              </Table.Th>
              <Table.Td>{t(`task.keys.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
