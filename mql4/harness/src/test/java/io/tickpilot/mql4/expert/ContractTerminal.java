package io.tickpilot.mql4.expert;

/** A terminal under the contract of {@link TerminalContract}: its prices are given here, all else goes by way of the bridge. */
interface ContractTerminal extends AutoCloseable {

    /** Connects, again after {@link #stop()} to the same account, and quotes. */
    void start();

    /** One pip wide. */
    void quote(double bid);

    /** Without a farewell, as far as that can be done here. */
    void stop();

    @Override
    void close();
}
