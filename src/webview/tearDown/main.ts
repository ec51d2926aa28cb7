import { mountWizard } from "../kit/wizardPage.ts";

mountWizard(() => undefined);
