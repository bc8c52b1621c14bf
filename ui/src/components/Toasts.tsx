import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { useEffect } from "react";
import { type Toast, type ToastTone, useToasts } from "../state/toasts";
import { Button } from "./Button";
import { classes } from "./classes";
import { IconButton } from "./IconButton";
import styles from "./Toasts.module.css";

const icons: Record<ToastTone, typeof Info> = {
  neutral: Info,
  ok: CircleCheck,
  caught: TriangleAlert,
  fail: CircleAlert,
};

/** What just happened, at the window's lower edge. Errors stay until they are closed. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className={styles.region} role="region" aria-label="Notices">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const close = useToasts((state) => state.close);
  const stays = toast.tone === "fail" || toast.action !== undefined;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => close(toast.id), 6000);
    return () => clearTimeout(timer);
  }, [close, stays, toast.id]);
  const Icon = icons[toast.tone];
  const { action } = toast;
  return (
    <div className={classes(styles.toast, styles[toast.tone])} role={toast.tone === "fail" ? "alert" : "status"}>
      <Icon size={16} aria-hidden className={styles.icon} />
      <div className={classes(styles.text, "selectable")}>
        <p>{toast.text}</p>
        {toast.place !== undefined && !toast.text.includes(toast.place) && <p className={styles.place}>{toast.place}</p>}
      </div>
      {action !== undefined && (
        <Button
          onPress={() => {
            close(toast.id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Close" icon={<X size={16} aria-hidden />} onPress={() => close(toast.id)} />
    </div>
  );
}
