"""The line model of the cleaner: data, made-over pages, lexicon, network, training, leave-one-out.

    python -m training.lines.train BENCH_CLEANING_FOLDER OUT.npz
    python -m training.lines.cv BENCH_CLEANING_FOLDER collection|site|language OUT.pkl

Needs PyTorch (CPU), which is no dependency of the project.
"""
