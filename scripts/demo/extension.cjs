const { commands, window } = require('vscode');
const { env } = require('node:process');

exports.activate = async () => {
  try {
    await commands.executeCommand('workbench.view.extension.happyfoxAssets');
    await commands.executeCommand(
      'happyfoxAssets.exploreDemo',
      env.HAPPYFOX_DEMO_ASSETS ? { assets: Number(env.HAPPYFOX_DEMO_ASSETS) } : {},
    );
  } catch (error) {
    window.showErrorMessage(`The demo account could not be loaded: ${error.message}`);
  }
};
